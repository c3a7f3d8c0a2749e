package refrain.nn.rowwise;

import refrain.nn.Parameter;

/// Rows of values and, where something is trained, of their gradients.
/// @param gradient laid out as `value`; empty where nothing is trained
/// @param stride floats from one row to the next
/// @param rows which of a step's rows they are
public record Values(float[] value, float[] gradient, int stride, Rows rows) {
    /// Which rows a step finds its own at.
    public enum Rows {
        /// What the layer reads.
        INPUT,
        /// The state before the step.
        PREVIOUS,
        /// A row for each of the gates'.
        OWN
    }

    static Values own(int rows, int columns, boolean trained) {
        int stride = Parameter.padded(columns);
        int length = Math.multiplyExact(rows, stride);
        return new Values(new float[length], new float[trained ? length : 0], stride, Rows.OWN);
    }

    /// Index of the first value of the step's first row.
    int at(RowPlace place) {
        return stride
                * switch (rows) {
                    case INPUT -> place.input;
                    case PREVIOUS -> place.previous;
                    case OWN -> place.row;
                };
    }
}
