package refrain.nn.tape;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Worker;
import refrain.nn.weights.RecurrentWeights;

/// The hoisted part of a recurrent layer: bias + W·x of every row, into the gate panels.
final class RecurrenceInput {
    private static final int PANEL = Products.PANEL;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Source source;
    private final Panels gates;
    private final Products.Layout[] layouts;

    RecurrenceInput(Kernels kernels, RecurrentWeights weights, Source source, Panels gates) {
        this.kernels = kernels;
        this.weights = weights;
        this.source = source;
        this.gates = gates;
        int aRow = source instanceof Source.Dense(Tensor x) ? x.stride() : 0;
        layouts = new Products.Layout[weights.panels()];
        Arrays.setAll(layouts, p -> Products.Layout.rows(weights.cell.input().columns(p, weights.stride), aRow, PANEL));
    }

    void forward(Worker worker, int rows) {
        int chunk = RowChunk.rows(weights.inputs);
        int end = worker.to(rows);
        for (int row = worker.from(rows); row < end; row += chunk) {
            int count = Math.min(chunk, end - row);
            for (int panel = 0; panel < gates.count(); panel++) {
                int at = gates.at(panel, row);
                layBias(panel, at, count);
                switch (source) {
                    case Source.Dense(Tensor x) -> multiply(x, panel, row, count, at);
                    case Source.Tokens tokens -> lookUp(tokens, panel, row, count, at);
                }
            }
        }
    }

    private void layBias(int panel, int at, int count) {
        for (int row = 0; row < count; row++) {
            System.arraycopy(weights.bias, panel * PANEL, gates.floats(), at + row * PANEL, PANEL);
        }
    }

    private void multiply(Tensor x, int panel, int row, int count, int at) {
        kernels.products()
                .multiply(
                        layouts[panel],
                        count,
                        weights.inputs,
                        x.value(),
                        x.row(row),
                        weights.forwardW.floats(),
                        weights.forwardW.at(panel),
                        gates.floats(),
                        at);
    }

    /// The product with a one-hot row: adding 0·w changes nothing, so these are the same bits.
    private void lookUp(Source.Tokens source, int panel, int row, int count, int at) {
        int columns = layouts[panel].columns();
        for (int i = 0; i < count; i++) {
            int from = weights.forwardW.at(panel, source.tokens()[row + i]);
            int to = at + i * PANEL;
            float scale = source.scales()[row + i];
            for (int j = 0; j < columns; j++) {
                gates.floats()[to + j] = Math.fma(scale, weights.forwardW.floats()[from + j], gates.floats()[to + j]);
            }
        }
    }
}
