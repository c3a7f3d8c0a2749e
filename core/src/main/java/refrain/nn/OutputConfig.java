package refrain.nn;

import static refrain.argument.Argument.require;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// How the last hidden state becomes a distribution over the vocabulary, as data.
public sealed interface OutputConfig {
    /// One softmax over the whole vocabulary, `p = softmax(W·h + b)`.
    /// @param tied whether W is the embedding, so that both learn from each other and the model has V·E parameters
    ///     fewer; the last layer's output must be as wide as the embedding
    /// @see <a href="https://aclanthology.org/E17-2025/">Press and Wolf (2017)</a>
    /// @see <a href="https://arxiv.org/abs/1611.01462">Inan, Khosravi and Socher (2017)</a>
    record Softmax(boolean tied) implements OutputConfig {}

    /// A softmax over the most frequent tokens and one entry for each cluster of the others; each cluster has a
    /// softmax of its own over a projection of the hidden state, the narrower the rarer its tokens. Clusters are
    /// ranges of ids: those of characters and words are ordered by count, pieces come in the order they were
    /// learnt, the bytes first, and what extends a vocabulary comes last. No biases, as in PyTorch's
    /// `nn.AdaptiveLogSoftmaxWithLoss`.
    /// ```
    /// head   q = softmax(W_h·h)                over ids 0 … c₀ − 1 and n clusters
    /// tail   t = softmax(W_i·(P_i·h))          over ids c_i … c_(i+1) − 1, P_i: [P/4^(i+1) × P], P the width of h
    /// ln p(v) = ln q_v      or      ln q_(c₀+i) + ln t_(v − c_i)
    /// ```
    /// @param cutoffs c₀ < c₁ < …, the first id of each cluster
    /// @see <a href="https://proceedings.mlr.press/v70/grave17a.html">Grave, Joulin, Cissé, Grangier and Jégou
    ///     (2017)</a>
    record Adaptive(List<Integer> cutoffs) implements OutputConfig {
        /// By how much a projection is narrower than that of the cluster before, or the hidden state: PyTorch's
        /// `div_value`, as a power of two.
        private static final int DIVISOR_BITS = 2;

        /// No wider hidden state has values left for more.
        private static final int MAX_CLUSTERS = 8;

        public Adaptive {
            cutoffs = List.copyOf(cutoffs);
            require(
                    !cutoffs.isEmpty() && cutoffs.size() <= MAX_CLUSTERS,
                    "number of cut-offs",
                    cutoffs.size(),
                    "from 1 to " + MAX_CLUSTERS);
            int last = 0;
            for (int cutoff : cutoffs) {
                require(cutoff > last, "cut-off", cutoff, "greater than " + last);
                last = cutoff;
            }
        }

        /// A twentieth of the vocabulary in the head, the rest of its first quarter in one cluster, all others in
        /// a second.
        /// @param vocabulary V, at least 2
        public static Adaptive forVocabulary(int vocabulary) {
            int first = Math.max(1, vocabulary / 20);
            int second = vocabulary / 4;
            return new Adaptive(second > first ? List.of(first, second) : List.of(first));
        }

        /// Clusters of the tail.
        public int clusters() {
            return cutoffs.size();
        }

        /// Tokens in the head, the first cut-off.
        public int shortlist() {
            return cutoffs.getFirst();
        }

        /// Entries of the head: its tokens and the clusters.
        public int head() {
            return shortlist() + clusters();
        }

        /// The first id of a cluster.
        public int first(int cluster) {
            return cutoffs.get(cluster);
        }

        /// Tokens of a cluster.
        public int size(int cluster, int vocabulary) {
            return (cluster + 1 < clusters() ? first(cluster + 1) : vocabulary) - first(cluster);
        }

        /// Values that a cluster's projection of a hidden state of `width` gives.
        public int width(int cluster, int width) {
            return width >> DIVISOR_BITS * (cluster + 1);
        }

        void requireFits(int vocabulary, int width) {
            require(
                    cutoffs.getLast() < vocabulary,
                    "the last cut-off of the adaptive output",
                    cutoffs.getLast(),
                    "less than the vocabulary, " + vocabulary);
            int least = 1 << DIVISOR_BITS * clusters();
            require(
                    width >= least,
                    "the last layer's width",
                    width,
                    "at least %d for an adaptive output of %d clusters".formatted(least, clusters()));
        }
    }

    /// The plain softmax, with weights of its own.
    static OutputConfig plain() {
        return new Softmax(false);
    }

    /// Whether the output weights are those of the embedding.
    default boolean isTied() {
        return switch (this) {
            case Softmax(boolean tied) -> tied;
            case Adaptive adaptive -> false;
        };
    }

    /// An adaptive softmax is trained as it is.
    /// @throws IllegalArgumentException if it is to be sampled or its targets smoothed
    default void requireTrains(Regularization how) {
        if (this instanceof Adaptive && (how.samples() > 0 || how.smoothing() > 0)) {
            throw new IllegalArgumentException(
                    "the output is %s, sampled-softmax %d, label-smoothing %s; both must be 0 with an adaptive output"
                            .formatted(spec(), how.samples(), how.smoothing()));
        }
    }

    /// Its name on the command line and in the model file: `softmax`, `softmax-tied` or `adaptive:2000,10000`.
    default String spec() {
        return switch (this) {
            case Softmax(boolean tied) -> tied ? "softmax-tied" : "softmax";
            case Adaptive(List<Integer> cutoffs) ->
                cutoffs.stream().map(String::valueOf).collect(Collectors.joining(",", "adaptive:", ""));
        };
    }

    /// Reads what [#spec] writes.
    /// @throws IllegalArgumentException naming what was found and the kinds there are
    static OutputConfig parse(String spec) {
        return switch (spec) {
            case "softmax" -> plain();
            case "softmax-tied" -> new Softmax(true);
            default -> adaptive(spec);
        };
    }

    private static OutputConfig adaptive(String spec) {
        if (!spec.matches("adaptive:[0-9]{1,9}(,[0-9]{1,9}){0,99}")) {
            throw new IllegalArgumentException(
                    "output \"%s\": it is none of softmax, softmax-tied, adaptive:CUT-OFF,…".formatted(spec));
        }
        String[] cutoffs = spec.substring(spec.indexOf(':') + 1).split(",");
        return new Adaptive(Arrays.stream(cutoffs).map(Integer::valueOf).toList());
    }
}
