package refrain.nn.step;

import java.util.Arrays;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.nn.Parameter;
import refrain.nn.weights.OutputWeights;

/// The output weights with the vocabulary in columns, `[V/64][H][64]`, as steppers read them; made once, shared by all.
final class StepPanels {
    private static final int PANEL = Products.PANEL;

    /// V rounded up to a multiple of 16.
    final int columns;

    final float[] weights;
    final float[] bias;

    StepPanels(OutputWeights output) {
        Parameter w = output.w;
        columns = output.bias.stride();
        weights = new float[Panels.size(w.columns(), columns)];
        bias = Arrays.copyOf(output.bias.value(), columns);
        for (int panel = 0; panel < Panels.count(columns); panel++) {
            Panels.transpose(w.value(), 0, w.stride(), w.rows(), w.columns(), panel, weights);
        }
    }

    /// Start of a panel.
    int panel(int panel, int hidden) {
        return panel * hidden * PANEL;
    }
}
