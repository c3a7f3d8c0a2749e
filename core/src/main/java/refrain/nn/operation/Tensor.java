package refrain.nn.operation;

import refrain.nn.Parameter;

/// Activations of a window and their gradient: a row for each (step, stream), time-major, `stride` floats apart.
/// Both arrays may begin with rows that are not part of the tensor, such as a layer's initial state.
/// @param value activations
/// @param gradient ∂loss/∂value, laid out alike; empty where nothing is trained
/// @param start index of row 0
/// @param columns values of a row
/// @param stride floats from one row to the next: `columns` rounded up to a multiple of 16, the rest zero
public record Tensor(float[] value, float[] gradient, int start, int columns, int stride) {
    /// `rows` rows of zeros after `lead` rows of something else.
    public static Tensor of(int lead, int rows, int columns, boolean trained) {
        int stride = Parameter.padded(columns);
        int length = Math.multiplyExact(lead + rows, stride);
        return new Tensor(new float[length], new float[trained ? length : 0], lead * stride, columns, stride);
    }

    /// A tensor of its own values whose gradient is this one's.
    public Tensor sharingGradient(int rows) {
        int length = start + rows * stride;
        return new Tensor(new float[length], gradient, start, columns, stride);
    }

    /// Index of the first value of `row`.
    public int row(int row) {
        return start + row * stride;
    }
}
