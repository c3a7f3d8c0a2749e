package refrain.lm.adapt;

import static refrain.argument.Argument.require;

/// How a recurrent model adapts to a text while it reads it.
public sealed interface Adaptation {
    /// [Cached] by a continuous neural cache.
    /// @param size most recent tokens N that it looks back over
    /// @param theta θ, how much the likeness of two hidden states counts; 0 counts each token alike
    /// @param weight λ, the share of the cache in the distribution
    record Cache(int size, double theta, double weight) implements Adaptation {
        /// Mild beside what suits an LSTM of 2 × 200 on the Penn Treebank best: 500, 0.6 and 0.14.
        public static final Cache DEFAULT = new Cache(500, 0.3, 0.1);

        public Cache {
            require(size >= 1 && size <= LARGEST, "cache-size", size, "from 1 to " + LARGEST);
            require(theta >= 0 && theta <= SHARPEST, "cache-theta", theta, "from 0 to %,d".formatted(SHARPEST));
            require(weight >= 0 && weight < 1, "cache-weight", weight, "at least 0 and less than 1");
        }

        public Cache withSize(int size) {
            return new Cache(size, theta, weight);
        }

        public Cache withTheta(double theta) {
            return new Cache(size, theta, weight);
        }

        public Cache withWeight(double weight) {
            return new Cache(size, theta, weight);
        }
    }

    /// [DynamicEvaluation].
    /// @param rate η of a segment's update
    /// @param decay λ, towards the trained weights; 0 keeps all that was learnt
    /// @param epsilon ε, added to the root mean square of a gradient
    /// @param segment tokens T from one update to the next
    record Dynamic(double rate, double decay, double epsilon, int segment) implements Adaptation {
        /// Near the best for an LSTM of 2 × 650 on the Penn Treebank; segments of 20 make half as many updates.
        public static final Dynamic DEFAULT = new Dynamic(1e-4, 1e-3, 1e-5, 10);

        public Dynamic {
            require(rate >= 0 && Float.isFinite((float) rate), "adapt-rate", rate, "at least 0, a float");
            require(decay >= 0 && decay <= 1, "adapt-decay", decay, "from 0 to 1");
            require(
                    (float) epsilon > 0 && Float.isFinite((float) epsilon),
                    "adapt-epsilon",
                    epsilon,
                    "greater than 0, a float");
            require(segment >= 1 && segment <= LONGEST, "adapt-segment", segment, "from 1 to " + LONGEST);
        }

        public Dynamic withRate(double rate) {
            return new Dynamic(rate, decay, epsilon, segment);
        }

        public Dynamic withDecay(double decay) {
            return new Dynamic(rate, decay, epsilon, segment);
        }

        public Dynamic withEpsilon(double epsilon) {
            return new Dynamic(rate, decay, epsilon, segment);
        }

        public Dynamic withSegment(int segment) {
            return new Dynamic(rate, decay, epsilon, segment);
        }
    }

    /// A cache of so many states of 1,000 floats is 4 GB.
    int LARGEST = 1_000_000;

    /// Beyond it products with likenesses would leave the floats' range; the nearest state counts alone long before.
    int SHARPEST = 1_000_000;

    /// As long as any window one would train with.
    int LONGEST = 10_000;

    /// The name on the command line and in files: `cache`, `dynamic`.
    default String kind() {
        return switch (this) {
            case Cache cache -> "cache";
            case Dynamic dynamic -> "dynamic";
        };
    }
}
