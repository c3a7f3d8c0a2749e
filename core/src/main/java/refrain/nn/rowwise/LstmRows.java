package refrain.nn.rowwise;

import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.nn.weights.RecurrentWeights;

/// The formulas of an LSTM's step over whole rows, as its cell has them for 16 units.
final class LstmRows {
    private static final int BLOCK = Cells.BLOCK;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final RowBuffers rows;

    LstmRows(Kernels kernels, RecurrentWeights weights, RowBuffers rows) {
        this.kernels = kernels;
        this.weights = weights;
        this.rows = rows;
    }

    /// From the gates' inputs to c and o∘tanh(c).
    void forward(RowPlace place) {
        for (int panel = 0; panel < rows.gates().count(); panel++) {
            Cells.Place cells = cells(place, panel);
            weights.cell.forward(kernels, rows.states(), cells, panel);
        }
    }

    /// From the gradient of o∘tanh(c) to those of the gates' inputs.
    void backward(RowPlace place) {
        int rowLength = weights.cell.segments() * weights.stride;
        for (int panel = 0; panel < rows.gates().count(); panel++) {
            Cells.Place cells = cells(place, panel);
            int unit = panel * BLOCK;
            int cellAt = place.stream * weights.stride + unit;
            weights.cell.backward(
                    kernels, rows.states(), rows.gradients(), cells, panel, cellAt, place.row * rowLength + unit);
        }
    }

    private Cells.Place cells(RowPlace place, int panel) {
        Cells.Place cells = place.cells;
        cells.gates = rows.gates().at(panel, place.row);
        cells.previous = place.previous * weights.stride + panel * BLOCK;
        cells.state = place.state * weights.stride + panel * BLOCK;
        cells.rows = place.count;
        cells.stride = weights.stride;
        return cells;
    }
}
