package refrain.nn;

/// How the last hidden state becomes a distribution over the vocabulary, as data.
public sealed interface OutputConfig {
    /// One softmax over the whole vocabulary, `p = softmax(W·h + b)`.
    /// @param tied whether W is the embedding, so that both learn from each other and the model has V·E parameters
    ///     fewer; the last layer's output must be as wide as the embedding
    /// @see <a href="https://aclanthology.org/E17-2025/">Press and Wolf (2017)</a>
    /// @see <a href="https://arxiv.org/abs/1611.01462">Inan, Khosravi and Socher (2017)</a>
    record Softmax(boolean tied) implements OutputConfig {}

    /// The plain softmax, with weights of its own.
    static OutputConfig plain() {
        return new Softmax(false);
    }

    /// Whether the output weights are those of the embedding.
    default boolean isTied() {
        return switch (this) {
            case Softmax(boolean tied) -> tied;
        };
    }

    /// Its name on the command line and in the model file: `softmax` or `softmax-tied`.
    default String spec() {
        return switch (this) {
            case Softmax(boolean tied) -> tied ? "softmax-tied" : "softmax";
        };
    }

    /// Reads what [#spec] writes.
    /// @throws IllegalArgumentException naming what was found and the kinds there are
    static OutputConfig parse(String spec) {
        return switch (spec) {
            case "softmax" -> plain();
            case "softmax-tied" -> new Softmax(true);
            default ->
                throw new IllegalArgumentException(
                        "output \"%s\": the kind is none of softmax, softmax-tied".formatted(spec));
        };
    }
}
