package refrain.train.pace;

/// After which updates a run validates and writes a line of metrics: a function of sizes alone, never of time,
/// so that it is the same on every machine and after every resumption.
/// @param epoch updates in one pass over the training text
/// @param validations in one pass, evenly spaced, the last at its end
/// @param lines updates from one line of metrics to the next
public record Cadence(long epoch, long validations, long lines) {
    /// Passes of more updates than this are validated more than once.
    private static final long UPDATES_BETWEEN = 1_000;

    /// Reading a token forward takes a third of the time of training on it, so this keeps validation to a tenth
    /// of a run.
    private static final double VALIDATION_COST = 10 / 3.0;

    /// @param epoch updates in one pass
    /// @param window tokens of an update
    /// @param validationTokens tokens of the validation text, 0 without one
    public static Cadence of(long epoch, long window, long validationTokens) {
        double least = Math.max(UPDATES_BETWEEN, VALIDATION_COST * validationTokens / window);
        long validations = Math.max(1, Math.round(epoch / least));
        return new Cadence(epoch, validations, Math.clamp(epoch / 20, 10, 100));
    }

    /// Whether to validate when `update` updates are done.
    public boolean validatesAfter(long update) {
        long within = update % epoch;
        long part = Math.multiplyExact(within, validations) / epoch;
        return update > 0 && Math.ceilDiv(part * epoch, validations) == within;
    }

    /// Whether to write a line of metrics when `update` updates are done.
    public boolean reportsAfter(long update) {
        return update % lines == 0;
    }

    /// Mean number of updates from one validation to the next.
    public double updatesPerValidation() {
        return (double) epoch / validations;
    }
}
