package refrain.generate;

import java.util.random.RandomGenerator;
import refrain.kernel.Activations;
import refrain.kernel.Kernels;
import refrain.kernel.Softmax;
import refrain.refusal.RefusalException;

/// Temperature, top-k and top-p.
final class TruncatedSampler implements Sampler {
    /// Tokens that are summed by themselves, so that a search for one skips the others.
    private static final int BLOCK = 64;

    private final Sampling sampling;
    private final Activations activations;
    private final Softmax softmax;
    private final float[] scratch = new float[Softmax.SCRATCH];
    private final float[] weight;
    private final double[] blocks;
    private final MostProbable mostProbable;

    TruncatedSampler(Sampling sampling, int vocabulary, Kernels kernels) {
        this.sampling = sampling;
        activations = kernels.activations();
        softmax = kernels.softmax();
        weight = new float[vocabulary];
        blocks = new double[Math.ceilDiv(vocabulary, BLOCK)];
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
        float max = softmax.maximum(logProbabilities, 0, weight.length, scratch);
        if (max == Float.NEGATIVE_INFINITY) {
            return 0;
        }
        float temperature = sampling.temperature();
        for (int token = 0; token < weight.length; token++) {
            weight[token] = (logProbabilities[token] - max) / temperature;
        }
        activations.exp(weight, 0, weight.length);
        double total = 0;
        for (int block = 0; block < blocks.length; block++) {
            blocks[block] = sumOfBlock(block);
            total += blocks[block];
        }
        return total;
    }

    /// Four sums side by side, since each addition waits for the one before.
    private double sumOfBlock(int block) {
        int end = endOf(block);
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int token = block * BLOCK;
        for (; token < end - 3; token += 4) {
            a += weight[token];
            b += weight[token + 1];
            c += weight[token + 2];
            d += weight[token + 3];
        }
        for (; token < end; token++) {
            a += weight[token];
        }
        return (a + b) + (c + d);
    }

    private int endOf(int block) {
        return Math.min((block + 1) * BLOCK, weight.length);
    }

    /// The token whose stretch of [0, total) holds `point`, tokens in order of id.
    private int pick(double point) {
        int found = 0;
        double before = 0;
        double sum = 0;
        for (int block = 0; block < blocks.length && point >= sum; block++) {
            if (blocks[block] > 0) {
                found = block;
                before = sum;
                sum += blocks[block];
            }
        }
        return pick(found, point - before);
    }

    private int pick(int block, double point) {
        double sum = 0;
        int last = 0;
        for (int token = block * BLOCK; token < endOf(block) && point >= sum; token++) {
            if (weight[token] > 0) {
                last = token;
                sum += weight[token];
            }
        }
        return last; // rounding may leave the point just beyond the sum
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
