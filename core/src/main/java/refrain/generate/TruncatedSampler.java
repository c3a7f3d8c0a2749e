package refrain.generate;

import java.util.random.RandomGenerator;
import refrain.kernel.Functions;

/// Temperature, top-k and top-p. Only as many tokens are put in order as the cut needs: the most probable are taken
/// from a heap one after another.
final class TruncatedSampler implements Sampler {
    private final Sampling sampling;
    private final int[] heap;
    private final float[] weight;
    private int size;
    private int taken;

    TruncatedSampler(Sampling sampling, int vocabulary) {
        this.sampling = sampling;
        heap = new int[vocabulary];
        weight = new float[vocabulary];
    }

    @Override
    public int sample(float[] logProbabilities, RandomGenerator random) {
        double total = weigh(logProbabilities);
        if (!(total > 0)) {
            throw new IllegalArgumentException("no token can be chosen: the probabilities sum to %s".formatted(total));
        }
        double uniform = random.nextDouble();
        boolean whole = sampling.topK() >= size && sampling.topP() == 1;
        return whole ? pick(uniform * total) : pickOfMostProbable(uniform, total);
    }

    /// exp((l − max)/temperature) of every token, and their sum.
    private double weigh(float[] logProbabilities) {
        size = logProbabilities.length;
        float max = logProbabilities[Greedy.best(logProbabilities)];
        double total = 0;
        for (int token = 0; token < size; token++) {
            float x = logProbabilities[token];
            weight[token] = x == Float.NEGATIVE_INFINITY ? 0 : Functions.exp((x - max) / sampling.temperature());
            total += weight[token];
        }
        return total;
    }

    /// The token whose stretch of [0, total) holds `point`, tokens in order of id.
    private int pick(double point) {
        double sum = 0;
        int last = 0;
        for (int token = 0; token < size; token++) {
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
        int k = Math.min(sampling.topK(), size);
        double kept = k < size ? keep(k, Double.POSITIVE_INFINITY) : total;
        double nucleus = keep(k, sampling.topP() * kept);
        double point = uniform * nucleus;
        double sum = 0;
        for (int i = size - 1; i > size - taken; i--) {
            sum += weight[heap[i]];
            if (point < sum) {
                return heap[i];
            }
        }
        return heap[size - taken];
    }

    /// Takes the most probable tokens, at most `k`, until their weights reach `enough`; they end up at the heap's
    /// end, most probable last.
    private double keep(int k, double enough) {
        heapify();
        double sum = 0;
        taken = 0;
        while (taken < k && weight[heap[0]] > 0 && sum < enough) {
            int end = size - 1 - taken;
            int token = heap[0];
            heap[0] = heap[end];
            heap[end] = token;
            taken++;
            sink(0, end);
            sum += weight[token];
        }
        return sum;
    }

    private void heapify() {
        for (int i = 0; i < size; i++) {
            heap[i] = i;
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i, size);
        }
    }

    private void sink(int start, int end) {
        int i = start;
        while (2 * i + 1 < end) {
            int child = 2 * i + 1;
            if (child + 1 < end && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], heap[i])) {
                return;
            }
            int token = heap[i];
            heap[i] = heap[child];
            heap[child] = token;
            i = child;
        }
    }

    /// More probable first; of equals the smaller id.
    private boolean before(int token, int other) {
        return weight[token] > weight[other] || (weight[token] == weight[other] && token < other);
    }
}
