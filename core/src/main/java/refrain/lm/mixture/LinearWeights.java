package refrain.lm.mixture;

import java.util.Arrays;
import refrain.refusal.RefusalException;

/// The weights of a linear mixture under which a text is most probable, by expectation and maximisation. N tokens:
/// ```
/// r_k(i) = w_k·p_k(x_i) / Σ_j w_j·p_j(x_i)       w_k ← 1/N Σ_i r_k(i)
/// ```
/// Each step makes the text more probable until nothing changes; since its logarithm is concave in the
/// weights, that is the one optimum. Tokens that every member forbids say nothing about the weights and are
/// left out.
/// @see <a href="https://doi.org/10.1111/j.2517-6161.1977.tb01600.x">Dempster, Laird and Rubin (1977)</a>
public final class LinearWeights {
    /// Steps converge linearly, and slowly where members are alike; their weights then hardly matter.
    private static final int MOST_STEPS = 2_000;

    /// A step that moves no weight by more is the last.
    private static final double LEAST_MOVE = 1e-8;

    private final double[][] ratios; // [member][token]: p_k over the largest of the token
    private final double constant;
    private final int tokens;

    private LinearWeights(double[][] ratios, double constant, int tokens) {
        this.ratios = ratios;
        this.constant = constant;
        this.tokens = tokens;
    }

    /// The optimum from equal weights.
    /// @param logProbabilities ln p of each token, by member and token
    /// @throws RefusalException if there is no token that a member allows
    public static double[] tune(float[][] logProbabilities, int tokens) {
        LinearWeights text = of(logProbabilities, tokens);
        double[] weights = new double[logProbabilities.length];
        Arrays.fill(weights, 1.0 / weights.length);
        double move = 1;
        for (int step = 0; step < MOST_STEPS && move > LEAST_MOVE; step++) {
            double[] next = text.step(weights);
            move = distance(weights, next);
            weights = next;
        }
        return weights;
    }

    private static double distance(double[] from, double[] to) {
        double most = 0;
        for (int k = 0; k < from.length; k++) {
            most = Math.max(most, Math.abs(to[k] - from[k]));
        }
        return most;
    }

    /// Mean −ln p of the text under given weights, in nats a token; infinite where a token is forbidden.
    public static double loss(float[][] logProbabilities, int tokens, double[] weights) {
        float[] mixed = new float[tokens];
        Mixture.sum(logProbabilities, tokens, weights, mixed);
        double sum = 0;
        for (float logProbability : mixed) {
            sum -= logProbability;
        }
        return sum / tokens;
    }

    static LinearWeights of(float[][] logProbabilities, int tokens) {
        double[][] ratios = new double[logProbabilities.length][tokens];
        int kept = 0;
        double constant = 0;
        for (int i = 0; i < tokens; i++) {
            double max = Double.NEGATIVE_INFINITY;
            for (float[] member : logProbabilities) {
                max = Math.max(max, member[i]);
            }
            if (max > Double.NEGATIVE_INFINITY) {
                for (int k = 0; k < ratios.length; k++) {
                    ratios[k][kept] = StrictMath.exp(logProbabilities[k][i] - max);
                }
                constant -= max;
                kept++;
            }
        }
        if (kept == 0) {
            throw new RefusalException(
                    "of %,d tokens every model allows none; there is nothing to tune on".formatted(tokens));
        }
        return new LinearWeights(ratios, constant, kept);
    }

    /// Mean −ln p of the tokens that a member allows.
    double loss(double[] weights) {
        double sum = constant;
        for (int i = 0; i < tokens; i++) {
            sum -= StrictMath.log(mixed(weights, i));
        }
        return sum / tokens;
    }

    /// One step of expectation and maximisation.
    double[] step(double[] weights) {
        double[] next = new double[weights.length];
        for (int i = 0; i < tokens; i++) {
            double mixed = mixed(weights, i);
            for (int k = 0; k < next.length; k++) {
                next[k] += weights[k] * ratios[k][i] / mixed;
            }
        }
        double sum = Arrays.stream(next).sum();
        for (int k = 0; k < next.length; k++) {
            next[k] /= sum;
        }
        return next;
    }

    private double mixed(double[] weights, int i) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * ratios[k][i];
        }
        return sum;
    }
}
