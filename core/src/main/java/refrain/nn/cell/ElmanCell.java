package refrain.nn.cell;

import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Products;
import refrain.nn.LayerConfig;

/// Elman's simple recurrent network.
/// ```
/// h' = φ(b_ih + b_hh + W_ih·x + W_hh·h)      φ = tanh or max(0, ·)
/// ```
/// @see <a href="https://doi.org/10.1207/s15516709cog1402_1">Elman (1990)</a>
/// @see <a href="https://arxiv.org/abs/1504.00941">Le, Jaitly and Hinton (2015)</a>, with rectified linear units
final class ElmanCell implements Cell {
    private static final GateOrder ORDER = new GateOrder(false, 0, 0);
    private static final Segments SEGMENTS = new Segments(0, 0);

    private final LayerConfig.Nonlinearity nonlinearity;

    ElmanCell(LayerConfig.Nonlinearity nonlinearity) {
        this.nonlinearity = nonlinearity;
    }

    @Override
    public int gates() {
        return 1;
    }

    @Override
    public GateOrder input() {
        return ORDER;
    }

    @Override
    public GateOrder hidden() {
        return ORDER;
    }

    @Override
    public int segments() {
        return 1;
    }

    @Override
    public Segments inputSegments() {
        return SEGMENTS;
    }

    @Override
    public Segments hiddenSegments() {
        return SEGMENTS;
    }

    @Override
    public boolean hasCellState() {
        return false;
    }

    @Override
    public void forward(Kernels kernels, Cells.States states, Cells.Place place, int panel) {
        int columns = ORDER.columns(panel, place.stride);
        switch (nonlinearity) {
            case TANH ->
                kernels.activations()
                        .tanh(
                                states.gates(),
                                place.gates,
                                Products.PANEL,
                                states.hidden(),
                                place.state,
                                place.stride,
                                place.rows,
                                columns);
            case RELU -> kernels.cells().rectifyForward(states, place, columns);
        }
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
        int columns = ORDER.columns(panel, place.stride);
        switch (nonlinearity) {
            case TANH -> kernels.cells().tanhBackward(states, gradients, place, columns, rowsAt);
            case RELU -> kernels.cells().rectifyBackward(states, gradients, place, columns, rowsAt);
        }
    }
}
