package refrain.benchmarks.work;

/// Something that can be done again and again, as fast as possible.
public interface Work extends AutoCloseable {
    /// Does it once.
    /// @return the loss in nats a token where there is one, otherwise 0
    double once();

    /// What once counts for: tokens; of a ceiling floating-point operations or bytes.
    long size();

    @Override
    void close();
}
