package refrain.train.config;

import static refrain.argument.Argument.require;

/// When a run ends: at whichever limit is met first. A limit that is not set is written as a value never met.
/// @param updates updates of the parameters, at least 1; [#NO_UPDATES] for no limit
/// @param epochs passes over the training text, at least 1; [#NO_COUNT] for no limit
/// @param minutes length of the run, greater than 0; infinite for no limit. A warm-up measures the speed, then
///     the run fixes its number of updates and keeps to it, so that repeating it with that number gives the same
///     model
/// @param targetLoss validation loss in nats a token at or below which the run ends; 0 for no limit
/// @param patience validations in a row without a new best loss, at least 1; [#NO_COUNT] for no limit
public record Limits(long updates, int epochs, double minutes, double targetLoss, int patience) {
    /// No limit of updates.
    public static final long NO_UPDATES = Long.MAX_VALUE;

    /// No limit of epochs, or of patience.
    public static final int NO_COUNT = Integer.MAX_VALUE;

    /// No limit at all: where to start from when naming some. A [TrainingConfig] refuses it.
    public static final Limits NONE = new Limits(NO_UPDATES, NO_COUNT, Double.POSITIVE_INFINITY, 0, NO_COUNT);

    public Limits {
        require(updates >= 1, "updates", updates, "at least 1");
        require(epochs >= 1, "epochs", epochs, "at least 1");
        require(minutes > 0, "minutes", minutes, "greater than 0");
        require(targetLoss >= 0, "target-loss", targetLoss, "at least 0");
        require(patience >= 1, "patience", patience, "at least 1");
    }

    /// Ends after so many updates.
    public static Limits updates(long updates) {
        return NONE.withUpdates(updates);
    }

    /// Ends after so many passes over the training text.
    public static Limits epochs(int epochs) {
        return NONE.withEpochs(epochs);
    }

    /// Ends after about so many minutes.
    public static Limits minutes(double minutes) {
        return NONE.withMinutes(minutes);
    }

    public Limits withUpdates(long updates) {
        return new Limits(updates, epochs, minutes, targetLoss, patience);
    }

    public Limits withEpochs(int epochs) {
        return new Limits(updates, epochs, minutes, targetLoss, patience);
    }

    public Limits withMinutes(double minutes) {
        return new Limits(updates, epochs, minutes, targetLoss, patience);
    }

    public Limits withTargetLoss(double targetLoss) {
        return new Limits(updates, epochs, minutes, targetLoss, patience);
    }

    public Limits withPatience(int patience) {
        return new Limits(updates, epochs, minutes, targetLoss, patience);
    }

    /// Whether any limit is set.
    public boolean any() {
        return hasUpdates() || hasEpochs() || hasMinutes() || needsValidation();
    }

    /// Whether the updates are limited.
    public boolean hasUpdates() {
        return updates != NO_UPDATES;
    }

    /// Whether the epochs are limited.
    public boolean hasEpochs() {
        return epochs != NO_COUNT;
    }

    /// Whether the time is limited.
    public boolean hasMinutes() {
        return minutes != Double.POSITIVE_INFINITY;
    }

    /// Whether a limit is set that only a validation text can meet.
    public boolean needsValidation() {
        return targetLoss > 0 || patience != NO_COUNT;
    }

    /// The number of updates after which the run ends whatever the losses are, minutes aside; [#NO_UPDATES] if
    /// there is none.
    /// @param updatesPerEpoch updates in one pass over the training text
    public long bound(long updatesPerEpoch) {
        if (!hasEpochs() || updatesPerEpoch > NO_UPDATES / epochs) {
            return updates;
        }
        return Math.min(updates, updatesPerEpoch * epochs);
    }
}
