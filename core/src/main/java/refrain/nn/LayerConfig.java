package refrain.nn;

import static refrain.argument.Argument.require;

/// One recurrent layer of a stack, as data.
public sealed interface LayerConfig {
    /// Hidden units H.
    int hidden();

    /// Elman's simple recurrent network, `h' = φ(b_ih + b_hh + W_ih·x + W_hh·h)`.
    record Elman(int hidden, Nonlinearity nonlinearity) implements LayerConfig {
        public Elman {
            requireHidden(hidden);
        }
    }

    /// A long short-term memory layer with forget gates; with `peepholes`, the gates also see the cell.
    record Lstm(int hidden, boolean peepholes) implements LayerConfig {
        public Lstm {
            requireHidden(hidden);
        }
    }

    /// A gated recurrent unit layer, in PyTorch's form.
    record Gru(int hidden) implements LayerConfig {
        public Gru {
            requireHidden(hidden);
        }
    }

    /// An LSTM whose gates' inputs and whose cell are normalised over the layer's units.
    /// @see <a href="https://arxiv.org/abs/1607.06450">Ba, Kiros and Hinton (2016)</a>
    record Normalised(int hidden) implements LayerConfig {
        public Normalised {
            requireHidden(hidden);
        }
    }

    /// An LSTM whose hidden state is projected onto fewer values, which the next step and the next layer read.
    /// @param projection values P of the projected state, fewer than H
    /// @see <a href="https://arxiv.org/abs/1402.1128">Sak, Senior and Beaufays (2014)</a>
    record Projected(int hidden, int projection) implements LayerConfig {
        public Projected {
            requireHidden(hidden);
            require(
                    projection >= 1 && projection < hidden,
                    "the projection of an LSTM of %d".formatted(hidden),
                    projection,
                    "at least 1 and less than the hidden units");
        }
    }

    /// An LSTM whose input and hidden state gate each other in turn before the step.
    /// @param rounds how often, the input first
    /// @param rank rank K of the matrices, as products of two; 0 for full ones
    /// @see <a href="https://arxiv.org/abs/1909.01792">Melis, Kočiský and Blunsom (2020)</a>
    record Mogrifier(int hidden, int rounds, int rank) implements LayerConfig {
        /// As in the paper's best models.
        public static final int ROUNDS = 5;

        private static final int MAX_ROUNDS = 16;

        public Mogrifier {
            requireHidden(hidden);
            require(rounds >= 1 && rounds <= MAX_ROUNDS, "rounds", rounds, "from 1 to " + MAX_ROUNDS);
            require(rank >= 0 && rank <= MAX_HIDDEN, "rank", rank, "from 0 to " + MAX_HIDDEN);
        }
    }

    /// A layer whose input is added to its output: `y = h + x`. What it gives must be as wide as what it reads.
    /// @param layer which must not be residual itself
    /// @see <a href="https://arxiv.org/abs/1512.03385">He et al. (2016)</a>
    /// @see <a href="https://arxiv.org/abs/1609.08144">Wu et al. (2016)</a>, between LSTM layers
    record Residual(LayerConfig layer) implements LayerConfig {
        public Residual {
            require(!layer.isResidual(), "a residual layer's inner layer", layer, "a plain one");
        }

        @Override
        public int hidden() {
            return layer.hidden();
        }
    }

    /// φ of an Elman layer.
    enum Nonlinearity {
        TANH,
        RELU
    }

    /// Whether the layer's input is added to its output.
    default boolean isResidual() {
        return this instanceof Residual;
    }

    /// The layer without the sum around it.
    default LayerConfig inner() {
        return this instanceof Residual(LayerConfig layer) ? layer : this;
    }

    /// The width of what the layer gives: P of a projected one, otherwise H.
    default int outputs() {
        return inner() instanceof Projected(int hidden, int projection) ? projection : hidden();
    }

    /// Whether the layer reads the values of its input besides their product with W, so that tokens by themselves will
    /// not do.
    default boolean readsValues() {
        return isResidual() || this instanceof Mogrifier;
    }

    /// The kind's name on the command line and in the model file: `rnn`, `rnn-relu`, `lstm`, `lstm-peephole`,
    /// `lstm-norm`, `gru` or `mogrifier`.
    default String kind() {
        return switch (inner()) {
            case Elman(int hidden, Nonlinearity phi) -> phi == Nonlinearity.TANH ? "rnn" : "rnn-relu";
            case Lstm(int hidden, boolean peepholes) -> peepholes ? "lstm-peephole" : "lstm";
            case Gru(int hidden) -> "gru";
            case Normalised(int hidden) -> "lstm-norm";
            case Projected(int hidden, int projection) -> "lstm";
            case Mogrifier(int hidden, int rounds, int rank) -> "mogrifier";
            case Residual(LayerConfig layer) -> layer.kind();
        };
    }

    /// `KIND:HIDDEN`, as `lstm:512`, with what else the kind has: `lstm:HIDDEN:PROJECTION`,
    /// `mogrifier:HIDDEN:ROUNDS` or `mogrifier:HIDDEN:ROUNDS:RANK`; of a residual layer `+residual` behind it. The
    /// inverse of [#parse].
    default String spec() {
        String sizes = switch (inner()) {
            case Projected(int hidden, int projection) -> hidden + ":" + projection;
            case Mogrifier(int hidden, int rounds, int rank) -> hidden + ":" + rounds + (rank > 0 ? ":" + rank : "");
            case Elman elman -> String.valueOf(elman.hidden());
            case Lstm lstm -> String.valueOf(lstm.hidden());
            case Gru gru -> String.valueOf(gru.hidden());
            case Normalised normalised -> String.valueOf(normalised.hidden());
            case Residual residual -> String.valueOf(residual.hidden());
        };
        return kind() + ":" + sizes + (isResidual() ? LayerSpec.RESIDUAL : "");
    }

    /// Reads one layer as [#spec] writes it, in any case; a Mogrifier's rounds may be left out.
    /// @throws IllegalArgumentException naming what was found and the kinds there are
    static LayerConfig parse(String spec) {
        return LayerSpec.parse(spec);
    }

    private static void requireHidden(int hidden) {
        require(hidden >= 1 && hidden <= MAX_HIDDEN, "hidden", hidden, "from 1 to " + MAX_HIDDEN);
    }

    /// Keeps every index of a layer's weights within an `int`: 4H × H floats.
    int MAX_HIDDEN = 16_384;
}
