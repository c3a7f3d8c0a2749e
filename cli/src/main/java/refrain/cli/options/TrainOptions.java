package refrain.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import refrain.train.config.TrainingConfig;

/// How to train.
public final class TrainOptions {
    @Option(
            names = "--batch",
            paramLabel = "B",
            description = "Parallel streams of text (default: by the size of the text).")
    private @Nullable Integer batch;

    @Option(
            names = "--steps",
            paramLabel = "T",
            description = "Tokens back-propagated through (default: by the size of the text).")
    private @Nullable Integer steps;

    @Option(names = "--seed", paramLabel = "S", description = "Same seed, same model (default: ${DEFAULT-VALUE}).")
    private long seed = TrainingConfig.DEFAULT.seed();

    @Mixin
    private DropoutOptions dropout = new DropoutOptions();

    @Mixin
    private OptimizerOptions optimizer = new OptimizerOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    /// The defaults with what the person chose.
    ///
    /// @throws IllegalArgumentException if options contradict each other or are out of range
    public TrainingConfig config(Defaults defaults) {
        TrainingConfig base = defaults.training();
        TrainingConfig chosen = base.withBatch(batch == null ? base.batch() : batch)
                .withSteps(steps == null ? base.steps() : steps)
                .withSeed(seed)
                .withRegularization(dropout.regularization(base.regularization()))
                .withLimits(limits.limits(base.limits()));
        return optimizer.applyTo(chosen.withSchedule(defaults.schedule(chosen)));
    }
}
