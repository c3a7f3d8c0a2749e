package refrain.nn.cell;

import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Products;

/// A gated recurrent unit in PyTorch's form, whose reset gate acts after the recurrent product.
/// ```
/// r = σ(b_ir + b_hr + W_ir·x + W_hr·h)      z = σ(b_iz + b_hz + W_iz·x + W_hz·h)      rows of W: r, z, n
/// n = tanh(b_in + W_in·x + r∘m)             m = b_hn + W_hn·h
/// h' = z∘h + (1 − z)∘n
/// ```
/// @see <a href="https://doi.org/10.3115/v1/D14-1179">Cho et al. (2014)</a>, the unit
/// @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html">torch.nn.GRU</a>, this form
final class GruCell implements Cell {
    private static final int R = 0;
    private static final int Z = 1;
    private static final int N = 2;

    /// A panel holds n, r, z, m: x reaches the first three, h the last three.
    private static final GateOrder INPUT = new GateOrder(true, 0, N, R, Z);

    private static final GateOrder HIDDEN = new GateOrder(true, 1, R, Z, N);
    private static final Segments INPUT_SEGMENTS = new Segments(0, N, R, Z);
    private static final Segments HIDDEN_SEGMENTS = new Segments(1, R, Z, N);

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public GateOrder input() {
        return INPUT;
    }

    @Override
    public GateOrder hidden() {
        return HIDDEN;
    }

    @Override
    public int segments() {
        return 4;
    }

    @Override
    public Segments inputSegments() {
        return INPUT_SEGMENTS;
    }

    @Override
    public Segments hiddenSegments() {
        return HIDDEN_SEGMENTS;
    }

    @Override
    public boolean hasCellState() {
        return false;
    }

    @Override
    public void forward(Kernels kernels, Cells.States states, Cells.Place place, int panel) {
        int sigmoids = place.gates + Cells.BLOCK;
        kernels.activations().sigmoid(states.gates(), sigmoids, place.rows, 2 * Cells.BLOCK, Products.PANEL);
        kernels.cells().gruHidden(states, place);
    }

    @Override
    public void backward(
            Kernels kernels,
            Cells.States states,
            Cells.Gradients gradients,
            Cells.Place place,
            int panel,
            int cellAt,
            int rowsAt) {
        kernels.cells().gruBackward(states, gradients, place, rowsAt);
    }
}
