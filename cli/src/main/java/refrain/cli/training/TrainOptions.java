package refrain.cli.training;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import refrain.cli.options.OptionGroup;
import refrain.train.config.TrainingConfig;

/// How to train.
@OptionGroup("Training")
final class TrainOptions {
    @Option(
            names = "--batch",
            paramLabel = "B",
            description = "Parallel streams of text (default: by the size of the text).")
    private @Nullable Integer batch;

    @Option(names = "--steps", paramLabel = "T", description = "Tokens back-propagated through (default: 64).")
    private @Nullable Integer steps;

    @Option(names = "--seed", paramLabel = "S", description = "Same seed, same model (default: ${DEFAULT-VALUE}).")
    private long seed = TrainingConfig.DEFAULT.seed();

    @Mixin
    private DropoutOptions dropout = new DropoutOptions();

    @Mixin
    private OptimizerOptions optimizer = new OptimizerOptions();

    @Mixin
    private CraftOptions craft = new CraftOptions();

    @Mixin
    private TransferOptions transfer = new TransferOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    /// Going on from an earlier model.
    public TransferOptions transfer() {
        return transfer;
    }

    /// The defaults with what the person chose.
    ///
    /// @param start the model that training begins with
    /// @throws IllegalArgumentException if options contradict each other or are out of range
    public TrainingConfig config(Defaults defaults, Optional<StartingPoint> start) {
        TrainingConfig base = defaults.training();
        TrainingConfig chosen = base.withBatch(batch == null ? base.batch() : batch)
                .withSteps(steps == null ? base.steps() : steps)
                .withSeed(seed)
                .withRegularization(dropout.regularization(base.regularization()))
                .withLimits(limits.limits(base.limits()))
                .withCraft(craft.craft().withTransfer(transfer.transfer(start)));
        return optimizer.applyTo(chosen.withSchedule(defaults.schedule(chosen)));
    }
}
