package refrain.lm;

import refrain.text.Tokenizer;

/// One text being read, piece by piece. What is remembered moves with it, and where the reader learns, so
/// does what it has learnt: there are no branches. Owned by one thread at a time.
public interface Reading extends AutoCloseable {
    /// How text becomes the tokens it reads.
    Tokenizer tokenizer();

    /// Reads the next tokens. Where a text is cut into pieces changes no bit.
    /// @param logProbabilities receives ln p of each of them given all before; as long as `tokens` or longer
    void read(int[] tokens, float[] logProbabilities);

    /// A new text begins: all that was read is forgotten.
    void restart();

    /// Ends the reading's threads; it then reads no further token.
    @Override
    default void close() {}

    /// A text read by a model that learns nothing from it.
    static Reading of(LanguageModel model) {
        return new ModelReading(model);
    }
}
