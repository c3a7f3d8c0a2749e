package refrain.lm.ngram;

import java.util.List;

/// Turns the adjusted counts of one order into probabilities, and gives the contexts before them their weights.
/// ```
/// p(w | u) = (a(u w) − D(a(u w))) / Σ_x a(u x) + b(u)·p(w | u')      b(u) = Σ_x D(a(u x)) / Σ_x a(u x)
/// ```
/// Sums are in double, tokens ascending.
/// @param counts the n-grams, their counts adjusted
record Smoothing(NGramCounts counts, Discounts discounts) {
    /// What `<s>` has in place of a probability, as ARPA files write it: log₁₀ p = −99.
    static final float NEVER = (float) (-99 * StrictMath.log(10));

    /// @param shorter levels of the shorter n-grams, unigrams first
    /// @param probabilities of the level before, in double
    /// @return the probabilities of these n-grams
    double[] apply(List<NGramLevel> shorter, double[] probabilities) {
        double[] smoothed = new double[counts.level().size()];
        if (shorter.isEmpty()) {
            unigrams(smoothed);
        } else {
            NGramLevel contexts = shorter.getLast();
            Blocks.each(contexts.size(), (first, end) -> {
                for (int u = first; u < end; u++) {
                    contexts.backoffs()[u] =
                            backoff(contexts.first()[u], contexts.first()[u + 1], probabilities, smoothed);
                }
            });
        }
        return smoothed;
    }

    private float backoff(int from, int to, double[] probabilities, double[] smoothed) {
        return from == to ? 0 : (float) StrictMath.log(context(from, to, probabilities, smoothed));
    }

    /// The last is `<s>`.
    private void unigrams(double[] smoothed) {
        int vocabulary = smoothed.length - 1;
        double sum = sum(0, vocabulary);
        double weight = taken(0, vocabulary) / sum;
        for (int v = 0; v < vocabulary; v++) {
            set(v, share(v, sum) + weight / vocabulary, smoothed);
        }
        counts.level().logProbabilities()[vocabulary] = NEVER;
    }

    /// The continuations of one context.
    /// @return its weight b
    private double context(int from, int to, double[] probabilities, double[] smoothed) {
        double sum = sum(from, to);
        double weight = taken(from, to) / sum;
        for (int i = from; i < to; i++) {
            set(i, share(i, sum) + weight * probabilities[counts.suffixes()[i]], smoothed);
        }
        return weight;
    }

    private void set(int i, double probability, double[] smoothed) {
        smoothed[i] = probability;
        counts.level().logProbabilities()[i] = (float) StrictMath.log(probability);
    }

    private double share(int i, double sum) {
        int count = counts.adjusted()[i];
        return (count - discounts.from(count)) / sum;
    }

    private long sum(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += counts.adjusted()[i];
        }
        return sum;
    }

    private double taken(int from, int to) {
        double taken = 0;
        for (int i = from; i < to; i++) {
            taken += discounts.from(counts.adjusted()[i]);
        }
        return taken;
    }
}
