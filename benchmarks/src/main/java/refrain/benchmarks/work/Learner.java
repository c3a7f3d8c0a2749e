package refrain.benchmarks.work;

/// The network of a [Workload], being trained by an implementation.
public interface Learner extends AutoCloseable {
    /// One update on one window: forward, backward, clipping by norm, plain gradient descent. The recurrent state
    /// goes on from window to window, without gradient.
    ///
    /// @param inputs token ids, row t·B + b
    /// @param targets the ids that follow, in the same order
    /// @return mean loss per token before the update, in nats
    double train(int[] inputs, int[] targets);

    @Override
    void close();
}
