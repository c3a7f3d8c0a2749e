package refrain.nn.step;

import java.util.Arrays;
import java.util.List;
import refrain.kernel.Panels;
import refrain.kernel.Slab;
import refrain.nn.Parameter;
import refrain.nn.weights.OutputWeights;

/// The output weights with the vocabulary in columns, `[H × V]`, as steppers read them; made once, shared by all.
final class StepPanels {
    private static final int SLOT = 16;

    /// V rounded up to a multiple of 16.
    final int columns;

    final Panels weights;
    final float[] bias;

    /// Those of an adaptive softmax's clusters.
    final List<StepPanels> tails;

    StepPanels(OutputWeights output) {
        Parameter w = output.w;
        tails = output.tails().stream()
                .map(tail -> new StepPanels(tail.tokens()))
                .toList();
        columns = output.bias.stride();
        weights = Panels.of(new Slab(), w.columns(), columns);
        bias = Arrays.copyOf(output.bias.value(), columns);
        for (int panel = 0; panel < weights.count(); panel++) {
            for (int column = 0; column < weights.width(panel); column += SLOT) {
                int v = weights.first(panel) + column;
                int count = Math.min(SLOT, w.rows() - v);
                weights.copyAcross(w.value(), v * w.stride(), w.stride(), count, panel, column);
            }
        }
    }
}
