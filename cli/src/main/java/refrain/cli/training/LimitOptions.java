package refrain.cli.training;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import refrain.cli.options.OptionGroup;
import refrain.train.config.Limits;

/// When training ends: at whichever limit is met first.
@OptionGroup("End of the run")
final class LimitOptions {
    @Option(names = "--updates", paramLabel = "N", description = "End after N updates of the weights.")
    private @Nullable Long updates;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description =
                    "End after N passes over the text (default, if no other limit is given: by the size of the text).")
    private @Nullable Integer epochs;

    @Option(names = "--minutes", paramLabel = "M", description = "End after about M minutes; decimals are allowed.")
    private @Nullable Double minutes;

    @Option(
            names = "--target-loss",
            paramLabel = "X",
            description = "End when the validation loss, in nats a token, is X or less.")
    private @Nullable Double targetLoss;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "End when N validations in a row brought no better loss.")
    private @Nullable Integer patience;

    /// @throws IllegalArgumentException if a limit is out of range
    Limits limits(Limits defaults) {
        requireFinite(updates != null && updates == Limits.NO_UPDATES, "updates", updates);
        requireFinite(epochs != null && epochs == Limits.NO_COUNT, "epochs", epochs);
        requireFinite(minutes != null && Double.isInfinite(minutes), "minutes", minutes);
        Limits limits = Limits.NONE;
        limits = updates == null ? limits : limits.withUpdates(updates);
        limits = epochs == null ? limits : limits.withEpochs(epochs);
        limits = minutes == null ? limits : limits.withMinutes(minutes);
        limits = targetLoss == null ? limits : limits.withTargetLoss(targetLoss);
        limits = patience == null ? limits : limits.withPatience(patience);
        return limits.any() ? limits : defaults;
    }

    /// What means no limit inside is no limit that a person gives.
    private static void requireFinite(boolean endless, String name, @Nullable Object found) {
        if (endless) {
            throw new IllegalArgumentException("%s is %s, which no run reaches; leave it out".formatted(name, found));
        }
    }
}
