package refrain.generate;

import java.util.random.RandomGenerator;
import refrain.kernel.Kernels;

/// Chooses the next token from a distribution.
@FunctionalInterface
public interface Sampler {
    /// @param logProbabilities natural logarithms, one for each token; a token at −∞ is never chosen; may be
    ///     overwritten
    /// @return the chosen token
    int sample(float[] logProbabilities, RandomGenerator random);

    /// The most probable token; of equals the one with the smallest id.
    static Sampler greedy() {
        return (logProbabilities, random) -> Greedy.best(logProbabilities);
    }

    /// The sampler that `sampling` describes, for a vocabulary of `vocabulary` tokens. It has scratch space of its
    /// own, so it belongs to one thread and allocates nothing per token.
    static Sampler of(Sampling sampling, int vocabulary) {
        return sampling.greedy() ? greedy() : new TruncatedSampler(sampling, vocabulary, Kernels.best());
    }
}
