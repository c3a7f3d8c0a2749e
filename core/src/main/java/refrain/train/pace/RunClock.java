package refrain.train.pace;

/// How fast a run is. Nothing of the model depends on it, but for the number of updates of a run limited by
/// minutes.
public final class RunClock {
    /// Averages weigh about the last fifty updates.
    private static final double NEWEST = 0.02;

    /// Speeds weigh the first updates less, whose machine code is being compiled: after n updates the first one is
    /// about 6/n³ of the mean.
    private static final double FORGETTING = 3;

    /// Seconds of updates after which machine code is compiled, if they were so many; and those after which it surely
    /// is.
    private static final double SETTLED = 3;

    private static final int SOME = 10;
    private static final double LONG = 30;

    private final long start = System.nanoTime();
    private final double before;
    private long updates;
    private double training;
    private double loss;
    private double secondsEach;
    private double tokensEach;

    /// @param before seconds spent before a resumption
    public RunClock(double before) {
        this.before = before;
    }

    /// Counts an update.
    /// @param meanLoss of its tokens, in nats
    /// @param seconds it took
    public void updated(double meanLoss, long tokens, double seconds) {
        updates++;
        double weight = Math.max(NEWEST, 1.0 / updates);
        loss += weight * (meanLoss - loss);
        double speed = Math.max(NEWEST, FORGETTING / (updates + FORGETTING - 1));
        secondsEach += speed * (seconds - secondsEach);
        tokensEach += speed * (tokens - tokensEach);
        training += seconds;
    }

    /// Seconds since the run began or was resumed.
    public double elapsed() {
        return (System.nanoTime() - start) / 1e9;
    }

    /// Seconds spent, that before a resumption included.
    public double seconds() {
        return before + elapsed();
    }

    /// Those of [#elapsed] that went into updates.
    public double training() {
        return training;
    }

    /// Whether the speed says how long a run will take.
    public boolean isSettled() {
        return training >= LONG || training >= SETTLED && updates >= SOME;
    }

    /// Mean loss over about the last fifty updates, in nats a token.
    public double loss() {
        return loss;
    }

    /// Speed over about the last fifty updates.
    public double tokensPerSecond() {
        return secondsEach > 0 ? tokensEach / secondsEach : 0;
    }

    /// Seconds of an update, the mean over about the last fifty.
    public double secondsPerUpdate() {
        return secondsEach;
    }
}
