package refrain.lm.mixture;

import java.util.Arrays;

/// The weights of a log-linear mixture under which a text is most probable, by Newton's method. P places of the
/// text:
/// ```
/// f(w) = 1/P Σ_i −Σ_k w_k·l_k(x_i) + ln Σ_v exp(Σ_k w_k·l_k(v))        convex
/// ∂f/∂w_k = 1/P Σ_i E[l_k] − l_k(x_i)         ∂²f/∂w_k∂w_j = 1/P Σ_i Cov[l_k, l_j]       under the mixture
/// ```
/// Steps are halved until they gain; weights that a step would make negative stop at 0.
/// @see <a href="https://doi.org/10.1006/csla.1996.0011">Rosenfeld (1996)</a>, exponential models
final class LogLinearWeights {
    private static final int MOST_STEPS = 50;
    private static final int MOST_HALVINGS = 30;

    /// Nats a token that a step must gain.
    private static final double LEAST_GAIN = 1e-9;

    /// Added to the curvature, which is singular where members are alike.
    private static final double DAMPING = 1e-9;

    private final Distributions text;
    private final int members;
    private final LogLinearMoments moments;

    private LogLinearWeights(Distributions text) {
        this.text = text;
        members = text.each().length;
        moments = new LogLinearMoments(text);
    }

    /// The optimum from equal weights that add up to 1.
    static double[] tune(Distributions text) {
        return new LogLinearWeights(text).tune();
    }

    private double[] tune() {
        double[] weights = new double[members];
        Arrays.fill(weights, 1.0 / members);
        double loss = moments.at(weights);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] next = step(weights, direction(weights), loss);
            double better = moments.at(next);
            if (!(loss - better > LEAST_GAIN)) {
                return loss < better ? weights : next;
            }
            weights = next;
            loss = better;
        }
        return weights;
    }

    /// The first of the steps w + d, w + d/2, … that gains; w if none does.
    private double[] step(double[] weights, double[] direction, double loss) {
        double length = 1;
        for (int halving = 0; halving < MOST_HALVINGS; halving++) {
            double[] next = new double[members];
            for (int k = 0; k < members; k++) {
                next[k] = Math.max(0, weights[k] + length * direction[k]);
            }
            if (new LogLinearMoments(text).at(next) < loss) {
                return next;
            }
            length /= 2;
        }
        return weights;
    }

    /// −H⁻¹·g over the weights that may move; a weight of 0 whose gradient is not negative stays.
    private double[] direction(double[] weights) {
        double[][] system = new double[members][members + 1];
        for (int k = 0; k < members; k++) {
            boolean held = weights[k] == 0 && moments.gradient(k) >= 0;
            for (int j = 0; j < members; j++) {
                boolean other = weights[j] == 0 && moments.gradient(j) >= 0;
                system[k][j] = held || other ? 0 : moments.curvature(k, j);
            }
            system[k][k] = held ? 1 : system[k][k] + DAMPING;
            system[k][members] = held ? 0 : -moments.gradient(k);
        }
        return solve(system);
    }

    /// Gauss's elimination; the matrix is positive definite and needs no pivots.
    private static double[] solve(double[][] system) {
        int n = system.length;
        for (int k = 0; k < n; k++) {
            for (int row = k + 1; row < n; row++) {
                double factor = system[row][k] / system[k][k];
                for (int j = k; j <= n; j++) {
                    system[row][j] -= factor * system[k][j];
                }
            }
        }
        double[] x = new double[n];
        for (int k = n - 1; k >= 0; k--) {
            double sum = system[k][n];
            for (int j = k + 1; j < n; j++) {
                sum -= system[k][j] * x[j];
            }
            x[k] = sum / system[k][k];
        }
        return x;
    }
}
