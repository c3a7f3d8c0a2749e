package refrain.nn.rowwise;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.nn.Parameter;
import refrain.nn.weights.Layouts;
import refrain.nn.weights.RecurrentWeights;

/// The products of W and U with the rows of one step, in the panels of [RecurrentWeights].
final class StepProducts {
    private static final int PANEL = Products.PANEL;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Products.Layout inputs;
    private final Products.Layout states;
    private final Layouts inputsBack;
    private final Layouts statesBack;

    StepProducts(Kernels kernels, RecurrentWeights weights) {
        this.kernels = kernels;
        this.weights = weights;
        int inputStride = Parameter.padded(weights.inputs);
        inputs = Products.Layout.rows(PANEL, inputStride, PANEL);
        states = Products.Layout.rows(PANEL, weights.outputStride(), PANEL);
        inputsBack = Layouts.rows(rowLength(), inputStride);
        statesBack = Layouts.rows(rowLength(), weights.outputStride());
    }

    private int rowLength() {
        return weights.cell.segments() * weights.stride;
    }

    /// gates ← bias + W·x
    void ofInput(RowPlace place, float[] x, int at, Panels gates) {
        for (int panel = 0; panel < gates.count(); panel++) {
            for (int i = 0; i < place.count; i++) {
                int to = gates.at(panel, place.row + i);
                System.arraycopy(weights.bias, panel * PANEL, gates.floats(), to, PANEL);
            }
        }
        multiply(inputs, place, weights.inputs, x, at, weights.forwardW, gates);
    }

    /// gates ← gates + U·h
    void ofHidden(RowPlace place, float[] h, int at, Panels gates) {
        multiply(states, place, weights.outputs, h, at, weights.forwardU, gates);
    }

    private void multiply(
            Products.Layout layout, RowPlace place, int inner, float[] from, int at, Panels packed, Panels gates) {
        for (int panel = 0; panel < gates.count(); panel++) {
            kernels.products()
                    .multiply(
                            layout,
                            place.count,
                            inner,
                            from,
                            at,
                            packed.floats(),
                            packed.at(panel),
                            gates.floats(),
                            gates.at(panel, place.row));
        }
    }

    /// dx ← dgates·W
    void inputBack(RowPlace place, float[] dGates, float[] dx, int at) {
        Arrays.fill(dx, at, at + place.count * Parameter.padded(weights.inputs), 0f);
        addBack(inputsBack, place, dGates, weights.backwardW(), dx, at);
    }

    /// dh ← dh + dgates·U
    void hiddenBack(RowPlace place, float[] dGates, float[] dh, int at) {
        addBack(statesBack, place, dGates, weights.backwardU(), dh, at);
    }

    private void addBack(Layouts layouts, RowPlace place, float[] dGates, Panels packed, float[] to, int at) {
        for (int panel = 0; panel < packed.count(); panel++) {
            kernels.products()
                    .multiply(
                            layouts.of(packed.width(panel)),
                            place.count,
                            rowLength(),
                            dGates,
                            place.row * rowLength(),
                            packed.floats(),
                            packed.at(panel),
                            to,
                            at + packed.first(panel));
        }
    }
}
