package refrain.train.descent;

import java.util.List;
import refrain.nn.Parameter;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.TrainingConfig;

/// The update rules again, in double and element by element, as PyTorch's documentation writes them.
final class OptimizerFormula {
    private final TrainingConfig config;
    private final List<Parameter> parameters;
    private final double[][] values;
    private final double[][] first;
    private final double[][] second;
    private double gradientNorm;

    OptimizerFormula(TrainingConfig config, List<Parameter> parameters) {
        this.config = config;
        this.parameters = parameters;
        this.values = parameters.stream().map(p -> doubles(p.value())).toArray(double[][]::new);
        this.first = parameters.stream().map(p -> new double[p.value().length]).toArray(double[][]::new);
        this.second = parameters.stream().map(p -> new double[p.value().length]).toArray(double[][]::new);
    }

    double[] values(int parameter) {
        return values[parameter];
    }

    double gradientNorm() {
        return gradientNorm;
    }

    void update(int update, double rate) {
        double[][] gradients =
                parameters.stream().map(p -> clipped(p.gradient())).toArray(double[][]::new);
        double squares = 0;
        for (double[] gradient : gradients) {
            for (double g : gradient) {
                squares += g * g;
            }
        }
        gradientNorm = Math.sqrt(squares);
        double scale = Math.min(1, config.clip().norm() / gradientNorm);
        for (int k = 0; k < gradients.length; k++) {
            for (int i = 0; i < gradients[k].length; i++) {
                move(k, i, gradients[k][i] * scale, update + 1, rate);
            }
        }
    }

    private void move(int k, int i, double clipped, int t, double rate) {
        double p = values[k][i];
        double lambda = config.weightDecay();
        boolean apart = config.optimizer() instanceof OptimizerConfig.AdamW;
        double g = apart ? clipped : clipped + lambda * p;
        values[k][i] = (apart ? p - rate * lambda * p : p) - rate * step(k, i, g, t);
    }

    private double step(int k, int i, double g, int t) {
        return switch (config.optimizer()) {
            case OptimizerConfig.Sgd() -> g;
            case OptimizerConfig.Momentum(double mu) -> {
                first[k][i] = mu * first[k][i] + g;
                yield first[k][i];
            }
            case OptimizerConfig.Nesterov(double mu) -> {
                first[k][i] = mu * first[k][i] + g;
                yield g + mu * first[k][i];
            }
            case OptimizerConfig.RmsProp(double alpha, double epsilon) -> {
                second[k][i] = alpha * second[k][i] + (1 - alpha) * g * g;
                yield g / (Math.sqrt(second[k][i]) + epsilon);
            }
            case OptimizerConfig.Adam(double b1, double b2, double epsilon) -> adam(k, i, g, t, b1, b2, epsilon);
            case OptimizerConfig.AdamW(double b1, double b2, double epsilon) -> adam(k, i, g, t, b1, b2, epsilon);
        };
    }

    private double adam(int k, int i, double g, int t, double b1, double b2, double epsilon) {
        first[k][i] = b1 * first[k][i] + (1 - b1) * g;
        second[k][i] = b2 * second[k][i] + (1 - b2) * g * g;
        double mean = first[k][i] / (1 - Math.pow(b1, t));
        double square = second[k][i] / (1 - Math.pow(b2, t));
        return mean / (Math.sqrt(square) + epsilon);
    }

    private double[] clipped(float[] gradient) {
        double limit = config.clip().value();
        double[] clipped = doubles(gradient);
        for (int i = 0; i < clipped.length; i++) {
            clipped[i] = Math.clamp(clipped[i], -limit, limit);
        }
        return clipped;
    }

    private static double[] doubles(float[] x) {
        double[] doubles = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            doubles[i] = x[i];
        }
        return doubles;
    }
}
