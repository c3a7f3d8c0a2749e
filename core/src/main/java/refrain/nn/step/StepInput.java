package refrain.nn.step;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Products;
import refrain.nn.Parameter;
import refrain.nn.weights.RecurrentWeights;

/// What the gates of a layer are before `U·h`: `b + W·x`, in this order, of the rows that advance.
sealed interface StepInput {
    /// The rows themselves, where there are any: how a layer reads them that needs more than their product with W.
    default Rows rows() {
        return Rows.NONE;
    }

    /// @param lead how many rows for each that advances lie before the first in `x`
    record Rows(float[] x, int lead) {
        static final Rows NONE = new Rows(new float[0], 0);
    }

    /// Lays one panel of `count` rows, 64 floats apart, from `gates[at]` on.
    void lay(int panel, int count, float[] gates, int at);

    /// Rows that another layer or an embedding has computed.
    final class Dense implements StepInput {
        private final Kernels kernels;
        private final RecurrentWeights weights;
        private final Rows rows;
        private final int stride;
        private final Products.Layout[] layouts;

        /// @param lead how many rows for each that advances lie before the first in `x`
        Dense(Kernels kernels, RecurrentWeights weights, float[] x, int lead) {
            this.kernels = kernels;
            this.weights = weights;
            rows = new Rows(x, lead);
            stride = Parameter.padded(weights.inputs);
            layouts = new Products.Layout[weights.panels()];
            Arrays.setAll(
                    layouts,
                    p -> Products.Layout.rows(columns(weights, p), stride, Products.PANEL)
                            .inLongBlocks());
        }

        @Override
        public Rows rows() {
            return rows;
        }

        @Override
        public void lay(int panel, int count, float[] gates, int at) {
            layBias(weights, panel, count, gates, at);
            kernels.products()
                    .multiply(
                            layouts[panel],
                            count,
                            weights.inputs,
                            rows.x(),
                            rows.lead() * count * stride,
                            weights.forwardW.floats(),
                            weights.forwardW.at(panel),
                            gates,
                            at);
        }
    }

    /// One-hot tokens: the columns of W.
    final class OneHot implements StepInput {
        private final RecurrentWeights weights;
        private final int[] tokens;

        OneHot(RecurrentWeights weights, int[] tokens) {
            this.weights = weights;
            this.tokens = tokens;
        }

        @Override
        public void lay(int panel, int count, float[] gates, int at) {
            layBias(weights, panel, count, gates, at);
            float[] w = weights.forwardW.floats();
            for (int i = 0; i < count; i++) {
                int from = weights.forwardW.at(panel, tokens[i]);
                int to = at + i * Products.PANEL;
                for (int j = 0; j < columns(weights, panel); j++) {
                    gates[to + j] += w[from + j];
                }
            }
        }
    }

    /// Tokens whose sums were made beforehand.
    final class Tabulated implements StepInput {
        private final InputTable table;
        private final int[] tokens;

        Tabulated(InputTable table, int[] tokens) {
            this.table = table;
            this.tokens = tokens;
        }

        @Override
        public void lay(int panel, int count, float[] gates, int at) {
            for (int i = 0; i < count; i++) {
                System.arraycopy(
                        table.sums, table.at(tokens[i], panel), gates, at + i * Products.PANEL, Products.PANEL);
            }
        }
    }

    private static int columns(RecurrentWeights weights, int panel) {
        return weights.cell.input().columns(panel, weights.stride);
    }

    private static void layBias(RecurrentWeights weights, int panel, int count, float[] gates, int at) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(weights.bias, panel * Products.PANEL, gates, at + i * Products.PANEL, Products.PANEL);
        }
    }
}
