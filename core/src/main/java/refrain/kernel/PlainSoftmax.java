package refrain.kernel;

import java.util.Arrays;

/// The definition of [Softmax], one row at a time.
final class PlainSoftmax implements Softmax {
    private static final int STRIDE = Products.PANEL;

    @Override
    public void loss(Strips strips, int start, int first, int rows, float[] scratch) {
        for (int row = 0; row < rows; row++) {
            float max = maximum(strips.logits(), start + row, strips.vocabulary(), STRIDE);
            float sum = sum(strips.logits(), start + row, strips.vocabulary(), STRIDE, max, scratch);
            float target = strips.logits()[start + row + strips.targets()[first + row] * STRIDE];
            strips.logProbabilities()[first + row] = (target - max) - Functions.log(sum);
        }
    }

    @Override
    public void gradient(Strips strips, int start, int first, int rows, float scale, float[] scratch) {
        float[] logits = strips.logits();
        for (int row = 0; row < rows; row++) {
            int at = start + row;
            int target = at + strips.targets()[first + row] * STRIDE;
            float max = maximum(logits, at, strips.vocabulary(), STRIDE);
            float sum = sum(logits, at, strips.vocabulary(), STRIDE, max, scratch);
            strips.logProbabilities()[first + row] = (logits[target] - max) - Functions.log(sum);
            float weight = scale / sum;
            for (int v = 0; v < strips.vocabulary(); v++) {
                logits[at + v * STRIDE] = Functions.exp(logits[at + v * STRIDE] - max) * weight;
            }
            logits[target] -= scale;
        }
    }

    @Override
    public void normalizer(float[] logits, int start, int vocabulary, float[] scratch) {
        float max = maximum(logits, start, vocabulary, 1);
        float sum = sum(logits, start, vocabulary, 1, max, scratch);
        scratch[0] = max;
        scratch[1] = Functions.log(sum);
    }

    @Override
    public float maximum(float[] x, int start, int count, float[] scratch) {
        return maximum(x, start, count, 1);
    }

    private static float maximum(float[] logits, int start, int vocabulary, int stride) {
        float max = Float.NEGATIVE_INFINITY;
        for (int v = 0; v < vocabulary; v++) {
            float l = logits[start + v * stride];
            max = l > max ? l : max;
        }
        return max;
    }

    private static float sum(float[] logits, int start, int vocabulary, int stride, float max, float[] lanes) {
        Arrays.fill(lanes, 0, LANES, 0f);
        for (int v = 0; v < vocabulary; v++) {
            lanes[v % LANES] += Functions.exp(logits[start + v * stride] - max);
        }
        return fold(lanes);
    }

    private static float fold(float[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }
}
