package refrain.generate;

import java.util.random.RandomGenerator;
import refrain.kernel.Activations;
import refrain.refusal.RefusalException;

/// Temperature, top-k and top-p.
final class TruncatedSampler implements Sampler {
    private final Sampling sampling;
    private final Activations activations;
    private final float[] weight;
    private final MostProbable mostProbable;

    TruncatedSampler(Sampling sampling, int vocabulary, Activations activations) {
        this.sampling = sampling;
        this.activations = activations;
        weight = new float[vocabulary];
        mostProbable = new MostProbable(vocabulary);
    }

    @Override
    public int sample(float[] logProbabilities, RandomGenerator random) {
        double total = weigh(logProbabilities);
        if (!(total > 0)) {
            throw new RefusalException("no token can be chosen: the probabilities sum to %s".formatted(total));
        }
        double uniform = random.nextDouble();
        boolean whole = sampling.topK() >= weight.length && sampling.topP() == 1;
        return whole ? pick(uniform * total) : pickOfMostProbable(uniform, total);
    }

    /// exp((l − max)/temperature) of every token, and their sum.
    private double weigh(float[] logProbabilities) {
        float max = logProbabilities[Greedy.best(logProbabilities)];
        if (max == Float.NEGATIVE_INFINITY) {
            return 0;
        }
        float temperature = sampling.temperature();
        for (int token = 0; token < weight.length; token++) {
            weight[token] = (logProbabilities[token] - max) / temperature;
        }
        activations.exp(weight, 0, weight.length);
        double total = 0;
        for (float w : weight) {
            total += w;
        }
        return total;
    }

    /// The token whose stretch of [0, total) holds `point`, tokens in order of id.
    private int pick(double point) {
        double sum = 0;
        int last = 0;
        for (int token = 0; token < weight.length; token++) {
            if (weight[token] > 0) {
                last = token;
                sum += weight[token];
                if (point < sum) {
                    return token;
                }
            }
        }
        return last; // rounding left the point just beyond the sum
    }

    private int pickOfMostProbable(double uniform, double total) {
        boolean cut = sampling.topK() < weight.length;
        int selected =
                mostProbable.select(weight, sampling.topK(), cut ? Double.POSITIVE_INFINITY : sampling.topP() * total);
        int most = Math.min(sampling.topK(), selected);
        double kept = cut ? sum(most) : total;
        int taken = reaching(sampling.topP() * kept, most);
        double point = uniform * sum(taken);
        double sum = 0;
        for (int i = 0; i < taken - 1; i++) {
            sum += weight[mostProbable.token(i)];
            if (point < sum) {
                return mostProbable.token(i);
            }
        }
        return mostProbable.token(taken - 1);
    }

    private double sum(int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weight[mostProbable.token(i)];
        }
        return sum;
    }

    /// How many of the most probable, at most `most`, weigh `enough` together.
    private int reaching(double enough, int most) {
        double sum = 0;
        int count = 0;
        while (count < most && sum < enough) {
            sum += weight[mostProbable.token(count)];
            count++;
        }
        return count;
    }
}
