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
            case RELU -> rectify(states, place, columns);
        }
    }

    private static void rectify(Cells.States states, Cells.Place place, int columns) {
        for (int row = 0; row < place.rows; row++) {
            int from = place.gates + row * Products.PANEL;
            int to = place.state + row * place.stride;
            for (int j = 0; j < columns; j++) {
                float x = states.gates()[from + j];
                states.hidden()[to + j] = x <= 0 ? 0f : x; // NaN stays NaN
            }
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
        for (int row = 0; row < place.rows; row++) {
            int unit = place.state + row * place.stride;
            int gate = place.gates + row * Products.PANEL;
            switch (nonlinearity) {
                case TANH -> tanhBackward(states, gradients, columns, unit, gate);
                case RELU -> rectifyBackward(states, gradients, columns, unit, gate);
            }
            System.arraycopy(states.gates(), gate, gradients.rows(), rowsAt + row * place.stride, columns);
        }
    }

    /// dgate = dh·(1 − h²)
    private static void tanhBackward(Cells.States states, Cells.Gradients gradients, int columns, int unit, int gate) {
        for (int j = 0; j < columns; j++) {
            float h = states.hidden()[unit + j];
            states.gates()[gate + j] = Cells.flush(gradients.hidden()[unit + j] * Math.fma(-h, h, 1f));
        }
    }

    /// dgate = dh where h > 0, otherwise 0
    private static void rectifyBackward(
            Cells.States states, Cells.Gradients gradients, int columns, int unit, int gate) {
        for (int j = 0; j < columns; j++) {
            states.gates()[gate + j] =
                    states.hidden()[unit + j] > 0 ? Cells.flush(gradients.hidden()[unit + j]) : 0f;
        }
    }
}
