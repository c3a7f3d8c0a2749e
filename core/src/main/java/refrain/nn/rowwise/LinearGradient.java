package refrain.nn.rowwise;

import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.team.Worker;
import refrain.nn.cell.GateOrder;
import refrain.nn.weights.Linear;
import refrain.nn.weights.WeightGradient;

/// The gradient of a [Linear] map's matrix, one product over all rows of a window.
/// ```
/// dW = Σ_rows dyᵀ·x      rows ascending
/// ```
final class LinearGradient {
    private static final GateOrder ORDER = new GateOrder(false, 0, 0);

    private final Kernels kernels;
    private final Linear map;
    private final WeightGradient gradient;
    private final Panels outputs;
    private final Panels inputs;

    LinearGradient(Kernels kernels, Linear map, RowBuffers rows) {
        this.kernels = kernels;
        this.map = map;
        int room = rows.trained() ? rows.rows() : 0;
        gradient = new WeightGradient(kernels, map.w, ORDER, map.w.rows());
        outputs = Panels.of(rows.slab(), room, map.outputStride());
        inputs = Panels.of(rows.slab(), room, map.w.stride());
    }

    /// The worker's share; every worker of the team calls it.
    void run(Worker worker, float[] dy, int dyStart, float[] x, int xStart, int rows) {
        int from = worker.from(rows);
        int to = worker.to(rows);
        outputs.copyRows(kernels.rows(), dy, dyStart, map.outputStride(), from, to);
        inputs.copyRows(kernels.rows(), x, xStart, map.w.stride(), from, to);
        worker.meet();
        gradient.run(worker, outputs, inputs, rows);
    }
}
