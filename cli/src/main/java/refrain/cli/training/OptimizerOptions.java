package refrain.cli.training;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import refrain.cli.options.OptionGroup;
import refrain.train.config.Clipping;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;
import refrain.train.config.WeightConstraint;

/// How weights follow their gradients.
@OptionGroup("Update of the weights")
final class OptimizerOptions {
    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "Update rule: " + OptimizerConfig.NAMES + " (default: ${DEFAULT-VALUE}).")
    private String optimizer = TrainingConfig.DEFAULT.optimizer().name();

    @Option(
            names = "--rate",
            paramLabel = "R",
            description =
                    "Learning rate, for gradients of the mean loss a token (default: sgd 20, momentum and nesterov 2,"
                            + " rmsprop 0.002, adam and adamw 0.004).")
    private @Nullable Double rate;

    @Option(names = "--momentum", paramLabel = "M", description = "Of momentum and nesterov (default: 0.9).")
    private @Nullable Double momentum;

    @Option(
            names = "--schedule",
            paramLabel = "FORM",
            description = "How the rate changes: constant, step:EPOCHS:FACTOR, exponential:FACTOR[:CONSTANT_EPOCHS],"
                    + " plateau:FACTOR:PATIENCE (in validations), cosine:WARMUP and trapezoid:WARMUP[:COOLDOWN] (in updates; COOLDOWN may be a part of the run, as 0.3), one-cycle[:RISE:DIVISOR],"
                    + " slanted[:RISE:RATIO] (in parts of the run)"
                    + " (default: trapezoid, of a run with an end; otherwise plateau:2:2).")
    private @Nullable String schedule;

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "Largest norm of the gradient of the mean loss a token (default: ${DEFAULT-VALUE}).")
    private float clipNorm = TrainingConfig.DEFAULT.clip().norm();

    @Option(
            names = "--clip-value",
            paramLabel = "X",
            description = "Largest magnitude of one element of the gradient (default: no limit).")
    private @Nullable Float clipValue;

    @Option(
            names = "--weight-clip",
            paramLabel = "C",
            description = "Clamp every weight to [-C, C] after each update (default: no limit).")
    private @Nullable Float weightClip;

    @Option(
            names = "--max-norm",
            paramLabel = "C",
            description = "Largest norm of a row: of one unit's incoming weights, of one token's embedding (default: no"
                    + " limit).")
    private @Nullable Float maxNorm;

    @Option(
            names = "--weight-decay",
            paramLabel = "D",
            description = "Decay of the weights (default: ${DEFAULT-VALUE}).")
    private double weightDecay = TrainingConfig.DEFAULT.weightDecay();

    /// `config` with what the person chose.
    ///
    /// @throws IllegalArgumentException if options contradict each other or are out of range
    TrainingConfig applyTo(TrainingConfig config) {
        OptimizerConfig rule = rule();
        boolean sameRule = rule.name().equals(config.optimizer().name());
        double otherwise = sameRule ? config.rate() : rule.defaultRate();
        return config.withOptimizer(rule)
                .withRate(rate == null ? otherwise : rate)
                .withSchedule(schedule == null ? config.schedule() : Schedule.parse(schedule))
                .withClip(clipping(config.clip()))
                .withConstraint(constraint(config.constraint()))
                .withWeightDecay(weightDecay);
    }

    private OptimizerConfig rule() {
        OptimizerConfig named = OptimizerConfig.named(optimizer);
        return momentum == null ? named : named.withMomentum(momentum);
    }

    private Clipping clipping(Clipping defaults) {
        Clipping clipping = defaults.withNorm(clipNorm);
        return clipValue == null ? clipping : clipping.withValue(clipValue);
    }

    private WeightConstraint constraint(WeightConstraint defaults) {
        WeightConstraint constraint = weightClip == null ? defaults : defaults.withClip(weightClip);
        return maxNorm == null ? constraint : constraint.withMaxNorm(maxNorm);
    }
}
