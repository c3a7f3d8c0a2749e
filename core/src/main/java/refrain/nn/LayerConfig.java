package refrain.nn;

import java.util.Locale;

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

    /// φ of an Elman layer.
    enum Nonlinearity {
        TANH,
        RELU
    }

    /// The kind's name on the command line and in the model file: `rnn`, `rnn-relu`, `lstm`, `lstm-peephole` or
    /// `gru`.
    default String kind() {
        return switch (this) {
            case Elman(int hidden, Nonlinearity phi) -> phi == Nonlinearity.TANH ? "rnn" : "rnn-relu";
            case Lstm(int hidden, boolean peepholes) -> peepholes ? "lstm-peephole" : "lstm";
            case Gru(int hidden) -> "gru";
        };
    }

    /// `KIND:HIDDEN`, as `lstm:512`; the inverse of [#parse].
    default String spec() {
        return kind() + ":" + hidden();
    }

    /// Reads one layer written `KIND:HIDDEN`.
    /// @throws IllegalArgumentException naming what was found and the kinds there are
    static LayerConfig parse(String spec) {
        int colon = spec.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "layer \"%s\" has no size; write KIND:HIDDEN, as lstm:512".formatted(spec));
        }
        int hidden = hidden(spec, spec.substring(colon + 1));
        return switch (spec.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "rnn" -> new Elman(hidden, Nonlinearity.TANH);
            case "rnn-relu" -> new Elman(hidden, Nonlinearity.RELU);
            case "lstm" -> new Lstm(hidden, false);
            case "lstm-peephole" -> new Lstm(hidden, true);
            case "gru" -> new Gru(hidden);
            default ->
                throw new IllegalArgumentException(
                        "layer \"%s\": the kind is none of rnn, rnn-relu, lstm, lstm-peephole, gru".formatted(spec));
        };
    }

    private static int hidden(String spec, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "layer \"%s\": \"%s\" is not a number of hidden units".formatted(spec, digits), e);
        }
    }

    private static void requireHidden(int hidden) {
        ModelConfig.require(hidden >= 1 && hidden <= MAX_HIDDEN, "hidden", hidden, "from 1 to " + MAX_HIDDEN);
    }

    /// Keeps every index of a layer's weights within an `int`: 4H × H floats.
    int MAX_HIDDEN = 16_384;
}
