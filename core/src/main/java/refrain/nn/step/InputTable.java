package refrain.nn.step;

import java.util.Optional;
import java.util.stream.IntStream;
import refrain.kernel.Kernels;
import refrain.kernel.Products;
import refrain.nn.Parameter;
import refrain.nn.network.Network;
import refrain.nn.weights.RecurrentWeights;

/// The first layer's `b + W·x` of every token, made once for all steppers of a model: a step then copies a row instead
/// of reading W. Each sum is the one that a step would compute, so its bits are, too.
/// ```
/// sums[v] = b + W·x(v)      [V × panels·64]      x(v) the token's embedding, or its one-hot vector
/// ```
final class InputTable {
    /// Larger vocabularies pay less: their output layer reads far more than W, and many tokens never come.
    static final int MOST_TOKENS = 4_096;

    /// 64 MiB.
    static final int MOST_FLOATS = 1 << 24;

    private static final int PANEL = Products.PANEL;

    final float[] sums;
    private final int stride;

    private InputTable(int vocabulary, int stride) {
        this.stride = stride;
        sums = new float[vocabulary * stride];
    }

    /// The table of a packed network, unless it would be too large.
    static Optional<InputTable> of(Network network) {
        RecurrentWeights weights = network.layers().getFirst();
        int vocabulary = network.config().vocabulary();
        int stride = weights.panels() * PANEL;
        if (weights.readsValues() || floats(vocabulary, stride) == 0) {
            return Optional.empty();
        }
        InputTable table = new InputTable(vocabulary, stride);
        table.fill(network.kernels(), weights, vocabulary, network.embedding());
        return Optional.of(table);
    }

    /// Floats of a table, 0 if none is made.
    /// @param stride columns of the first layer's panels
    static long floats(long vocabulary, long stride) {
        boolean isSmall = vocabulary <= MOST_TOKENS && vocabulary * stride <= MOST_FLOATS;
        return isSmall ? vocabulary * stride : 0;
    }

    private void fill(Kernels kernels, RecurrentWeights weights, int vocabulary, Optional<Parameter> embedding) {
        if (embedding.isPresent()) {
            Parameter rows = embedding.get();
            for (int panel = 0; panel < weights.panels(); panel++) {
                multiply(kernels, weights, rows, panel);
            }
        } else {
            int[] tokens = IntStream.range(0, vocabulary).toArray();
            lookUp(new StepInput.OneHot(weights, tokens), weights.panels(), vocabulary);
        }
    }

    private void multiply(Kernels kernels, RecurrentWeights weights, Parameter rows, int panel) {
        for (int token = 0; token < rows.rows(); token++) {
            System.arraycopy(weights.bias, panel * PANEL, sums, at(token, panel), PANEL);
        }
        int columns = weights.cell.input().columns(panel, weights.stride);
        kernels.products()
                .multiply(
                        Products.Layout.rows(columns, rows.stride(), stride),
                        rows.rows(),
                        weights.inputs,
                        rows.value(),
                        0,
                        weights.forwardW.floats(),
                        weights.forwardW.at(panel),
                        sums,
                        at(0, panel));
    }

    private void lookUp(StepInput input, int panels, int vocabulary) {
        float[] panelOfAll = new float[vocabulary * PANEL];
        for (int panel = 0; panel < panels; panel++) {
            input.lay(panel, vocabulary, panelOfAll, 0);
            for (int token = 0; token < vocabulary; token++) {
                System.arraycopy(panelOfAll, token * PANEL, sums, at(token, panel), PANEL);
            }
        }
    }

    /// Where the 64 sums of a token in one panel begin.
    int at(int token, int panel) {
        return token * stride + panel * PANEL;
    }
}
