package refrain.lm;

/// Streams advancing together: one read of the weights serves all. Mutable, owned by one thread at a time, allocates
/// nothing per token.
public interface Session extends AutoCloseable {
    /// The number of streams.
    int slots();

    /// Reads `tokens[i]` in stream `slots[i]`; each slot at most once.
    void accept(int[] slots, int[] tokens);

    /// Fills `out[0..V)` with the natural logarithm of the probability of every next token of one stream.
    void logProbabilities(int slot, float[] out);

    /// ln p of one next token of one stream, without filling V values where the model can.
    float logProbability(int slot, int token);

    /// Makes stream `to` a copy of stream `from`: a beam branches.
    void copy(int from, int to);

    /// The state of a stream as a value.
    State snapshot(int slot);

    /// Puts a stream into `state`.
    void restore(int slot, State state);

    /// Ends the session's threads; it then reads no further token.
    @Override
    default void close() {}
}
