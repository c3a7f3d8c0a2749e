package refrain.nn;

import static refrain.argument.Argument.require;

/// How a token enters the network, as data.
public sealed interface InputConfig {
    /// The width of the vector that the first recurrent layer reads, for a vocabulary of `vocabulary` tokens.
    default int width(int vocabulary) {
        return switch (this) {
            case OneHot() -> vocabulary;
            case Embedding(int size) -> size;
        };
    }

    /// The indicator vector of the token, as wide as the vocabulary; never stored, its product is a look-up.
    record OneHot() implements InputConfig {}

    /// A trained row of E floats for each token.
    record Embedding(int size) implements InputConfig {
        public Embedding {
            require(size >= 1 && size <= LayerConfig.MAX_HIDDEN, "embedding", size, "from 1 to 16384");
        }
    }
}
