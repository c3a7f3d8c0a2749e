package refrain.train.pace;

/// Turns minutes into a number of updates. A warm-up of a quarter of the time, or a minute, measures the speed in
/// its last quarter, when the machine code is compiled, which takes seconds: so it is 8 s at least, if that is not
/// more than a third of the time. From then on the number is fixed and time decides nothing.
public final class Pace {
    private static final double WARM_UP = 0.25;

    /// The part of the warm-up, its last, in which the speed is measured.
    private static final double MEASURED = 0.25;

    private static final double SHORTEST_WARM_UP = 8;
    private static final double LARGEST_PART = 1 / 3.0;

    /// Longer does not measure better.
    private static final double LONGEST_WARM_UP = 60;

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
        if (start >= mark(latest)) {
            markedUpdate = start; // a run resumed so late that the next update must do
        }
    }

    /// Whether the number of updates can be fixed now; called after every update.
    /// @param update updates done
    /// @param training seconds spent on updates since the budget was given
    public boolean isMeasured(long update, double training) {
        double warmUp = warmUp();
        if (markedUpdate < 0 && (training >= (1 - MEASURED) * warmUp || update >= mark(latest))) {
            markedAt = training;
            markedUpdate = update;
        }
        return markedUpdate >= 0 && update > markedUpdate && (training >= warmUp || update >= latest);
    }

    private static long mark(long latest) {
        return latest - (long) (MEASURED * latest);
    }

    private double warmUp() {
        double seconds = Math.max(SHORTEST_WARM_UP, WARM_UP * budget);
        return Math.min(LONGEST_WARM_UP, Math.min(seconds, LARGEST_PART * budget));
    }

    /// The number of updates that fit.
    /// @param elapsed seconds since the budget was given
    /// @param validation seconds of one validation, at most
    public long updates(long update, double elapsed, double training, double validation, Cadence cadence) {
        double each = (training - markedAt) / (update - markedUpdate) + validation / cadence.updatesPerValidation();
        double left = budget - elapsed - validation;
        return update + Math.clamp((long) (left / each), 1, MOST_UPDATES);
    }
}
