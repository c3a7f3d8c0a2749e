package refrain.train.pace;

/// Turns minutes into a number of updates. A warm-up of a tenth of the time measures the speed in its second
/// half, when the machine code is compiled, which takes seconds: so of less than 80 s it is 8 s, but never more than a
/// third. From then on the number is fixed and time decides nothing.
public final class Pace {
    private static final double WARM_UP = 0.1;

    private static final double SHORTEST_WARM_UP = 8;
    private static final double LARGEST_PART = 1 / 3.0;

    /// Longer does not measure better.
    private static final double LONGEST_WARM_UP = 20;

    /// More than a machine makes in a life.
    private static final long MOST_UPDATES = 1L << 50;

    private final double budget;
    private final long latest;
    private double markedAt;
    private long markedUpdate = -1;

    /// @param budget seconds the run may still take
    /// @param latest update at which the number must be known
    /// @param start update at which the budget is given
    public Pace(double budget, long latest, long start) {
        this.budget = budget;
        this.latest = latest;
        if (start >= latest / 2) {
            markedUpdate = start; // a run resumed so late that the next update must do
        }
    }

    /// Whether the number of updates can be fixed now; called after every update.
    /// @param update updates done
    /// @param training seconds spent on updates since the budget was given
    public boolean isMeasured(long update, double training) {
        double warmUp = warmUp();
        if (markedUpdate < 0 && (training >= warmUp / 2 || update >= latest / 2)) {
            markedAt = training;
            markedUpdate = update;
        }
        return markedUpdate >= 0 && update > markedUpdate && (training >= warmUp || update >= latest);
    }

    private double warmUp() {
        double seconds = Math.max(SHORTEST_WARM_UP, WARM_UP * budget);
        return Math.min(LONGEST_WARM_UP, Math.min(seconds, LARGEST_PART * budget));
    }

    /// The number of updates that fit.
    /// @param elapsed seconds since the budget was given
    /// @param validation seconds of one validation
    public long updates(long update, double elapsed, double training, double validation, Cadence cadence) {
        double each = (training - markedAt) / (update - markedUpdate) + validation / cadence.updatesPerValidation();
        double left = budget - elapsed - validation;
        return update + Math.clamp((long) (left / each), 1, MOST_UPDATES);
    }
}
