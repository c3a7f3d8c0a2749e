package refrain.lm.mixture;

import refrain.kernel.Functions;

/// The sum behind a linear mixture, in float, k ascending, zeros of no weight left out by their logarithm:
/// ```
/// a_k = ln w_k + l_k     m = max a_k     ln p = min(0, m + log Σ_k exp(a_k − m))     −∞ where all are
/// ```
final class LinearSum {
    private final float[] logWeights;
    private final float[] a;

    LinearSum(double[] weights) {
        logWeights = new float[weights.length];
        a = new float[weights.length];
        for (int k = 0; k < weights.length; k++) {
            logWeights[k] = (float) StrictMath.log(weights[k]);
        }
    }

    /// Takes l_k of the next token.
    void put(int k, float logProbability) {
        a[k] = logWeights[k] + logProbability;
    }

    /// ln p of what was [put][#put].
    float logProbability() {
        float max = Float.NEGATIVE_INFINITY;
        for (float x : a) {
            if (Float.isNaN(x)) {
                return Float.NaN;
            }
            max = Math.max(max, x);
        }
        if (max == Float.NEGATIVE_INFINITY) {
            return max;
        }
        float sum = 0;
        for (float x : a) {
            sum += Functions.exp(x - max);
        }
        return Math.min(0f, max + Functions.log(sum));
    }
}
