package refrain.nn.rowwise;

import refrain.kernel.Cells;

/// Where the rows of one step of some adjacent streams lie, as numbers of rows: one worker's, set anew for every step.
public final class RowPlace {
    final Cells.Place cells = new Cells.Place();
    int count;
    int stream;
    int row;
    int previous;
    int state;
    int input;

    /// @param count of streams
    /// @param stream the first one
    /// @param row the first one's row among the gates
    public RowPlace of(int count, int stream, int row) {
        this.count = count;
        this.stream = stream;
        this.row = row;
        return this;
    }

    /// @param previous the first one's row among the states, before the step
    /// @param state the same, after it
    /// @param input the first one's row among what the layer reads
    public RowPlace states(int previous, int state, int input) {
        this.previous = previous;
        this.state = state;
        this.input = input;
        return this;
    }
}
