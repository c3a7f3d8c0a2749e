package refrain.lm.mixture;

import java.util.Arrays;
import refrain.kernel.Functions;

/// Loss, gradient and curvature of a log-linear mixture by its weights, as [LogLinearWeights] has them.
/// Sums run over places and tokens ascending, in double.
final class LogLinearMoments {
    private final Distributions text;
    private final double[] gradient;
    private final double[][] curvature;
    private final double[] mean;
    private final double[][] product;
    private final float[] z;

    LogLinearMoments(Distributions text) {
        this.text = text;
        int members = text.each().length;
        gradient = new double[members];
        curvature = new double[members][members];
        mean = new double[members];
        product = new double[members][members];
        z = new float[text.vocabulary()];
    }

    double gradient(int k) {
        return gradient[k];
    }

    double curvature(int k, int j) {
        return curvature[k][j];
    }

    /// The mean loss under given weights; gradient and curvature are then theirs.
    double at(double[] weights) {
        Arrays.fill(gradient, 0);
        for (double[] row : curvature) {
            Arrays.fill(row, 0);
        }
        double loss = 0;
        for (int place = 0; place < text.places(); place++) {
            loss += add(place, weights);
        }
        for (int k = 0; k < weights.length; k++) {
            gradient[k] /= text.places();
            for (int j = 0; j < weights.length; j++) {
                curvature[k][j] /= text.places();
            }
        }
        return loss / text.places();
    }

    /// A place's part of all sums; its loss.
    private double add(int place, double[] weights) {
        int start = place * z.length;
        int target = start + text.targets()[place];
        float max = scores(start, weights);
        double sum = sums(start, max);
        for (int k = 0; k < weights.length; k++) {
            gradient[k] += mean[k] / sum - text.each()[k][target];
            for (int j = 0; j < weights.length; j++) {
                curvature[k][j] += product[k][j] / sum - (mean[k] / sum) * (mean[j] / sum);
            }
        }
        return max + StrictMath.log(sum) - score(target, weights);
    }

    private double score(int at, double[] weights) {
        double score = 0;
        for (int k = 0; k < weights.length; k++) {
            score += weights[k] * text.each()[k][at];
        }
        return score;
    }

    private float scores(int start, double[] weights) {
        float max = Float.NEGATIVE_INFINITY;
        for (int token = 0; token < z.length; token++) {
            z[token] = (float) score(start + token, weights);
            max = Math.max(max, z[token]);
        }
        return max;
    }

    /// Σ exp(z − m), and with it Σ exp(z − m)·l_k and Σ exp(z − m)·l_k·l_j.
    private double sums(int start, float max) {
        Arrays.fill(mean, 0);
        for (double[] row : product) {
            Arrays.fill(row, 0);
        }
        double sum = 0;
        for (int token = 0; token < z.length; token++) {
            double p = Functions.exp(z[token] - max);
            sum += p;
            for (int k = 0; k < mean.length; k++) {
                double weighted = p * text.each()[k][start + token];
                mean[k] += weighted;
                for (int j = 0; j < mean.length; j++) {
                    product[k][j] += weighted * text.each()[j][start + token];
                }
            }
        }
        return sum;
    }
}
