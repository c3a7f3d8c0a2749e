package refrain.train.search;

/// The plan of a search by successive halving: all candidates are trained a little, the best third of them three times
/// as long, and so on until one is left, which is trained to its end. Survivors go on; none starts again.
/// ```
/// n_k = max(1, ⌊n / 3^k⌋) candidates are trained up to update r_k = ⌈N / 3^(K−1−k)⌉,  k = 0 … K − 1,  n_{K−1} = 1
/// ```
/// A third rather than a half, as in Hyperband, of which this is one bracket: with few rungs fewer choices are made
/// on losses that are hardly known.
/// @param trials candidates n, at least 2
/// @param updates updates N of the last one's run, at least 1
/// @see <a href="https://proceedings.mlr.press/v51/jamieson16.html">Jamieson and Talwalkar (2016)</a>, successive
/// halving
/// @see <a href="https://www.jmlr.org/papers/v18/16-558.html">Li et al. (2018)</a>, Hyperband
public record Halving(int trials, long updates) {
    /// Three rungs below the end: 27 updates, 9, 3 and 1 in as many thousand.
    public static final int TRIALS = 27;

    private static final int FACTOR = 3;

    private static final int MOST_TRIALS = 729;

    /// Validations say too little of runs shorter than this.
    private static final long SHORTEST = 200;

    /// Shorter ones say nothing.
    private static final long LEAST = 10;

    /// What regular validations, files and a changing machine take beside the updates.
    private static final double REST = 1.15;

    public Halving {
        if (trials < 2 || trials > MOST_TRIALS) {
            throw new IllegalArgumentException("trials is %d; it must be from 2 to %d".formatted(trials, MOST_TRIALS));
        }
        if (updates < 1) {
            throw new IllegalArgumentException("updates is %d; it must be at least 1".formatted(updates));
        }
    }

    /// How long things take, in seconds.
    /// @param update one update of a candidate, on average
    /// @param validation one validation of a candidate, on average
    public record Pace(double update, double validation) {
        /// The pace of networks that are so many times as large.
        public Pace times(double size) {
            return new Pace(update * size, validation * size);
        }
    }

    /// The plan that fits a time: [#TRIALS] candidates, or a third or a ninth of them where the shortest runs would
    /// be too short to say anything.
    public static Halving within(double seconds, Pace pace) {
        int trials = TRIALS;
        Halving plan = within(seconds, trials, pace);
        while (trials > FACTOR && plan.updates(0) < SHORTEST) {
            trials /= FACTOR;
            plan = within(seconds, trials, pace);
        }
        return plan;
    }

    /// The plan of so many candidates that fits a time.
    public static Halving within(double seconds, int trials, Pace pace) {
        Halving large = new Halving(trials, 1L << 40);
        double each = (double) large.cost() / large.updates();
        double left = seconds / REST - large.validations() * pace.validation();
        return new Halving(trials, Math.clamp((long) (left / (each * pace.update())), 1, large.updates()));
    }

    /// How long the search takes about.
    public double seconds(Pace pace) {
        return REST * (cost() * pace.update() + validations() * pace.validation());
    }

    /// Whether the shortest runs are long enough for their losses to mean anything.
    public boolean isTelling() {
        return updates(0) >= LEAST;
    }

    /// The shortest search whose losses mean something.
    public static Halving shortest(int trials) {
        Halving plan = new Halving(trials, 1);
        while (!plan.isTelling()) {
            plan = new Halving(trials, plan.updates() + LEAST);
        }
        return plan;
    }

    /// K, how often candidates are compared or come to the end.
    public int rungs() {
        int rungs = 1;
        while (survivors(rungs - 1) > 1) {
            rungs++;
        }
        return rungs;
    }

    /// How many are trained on rung k.
    public int survivors(int rung) {
        int left = trials;
        for (int k = 0; k < rung; k++) {
            left /= FACTOR;
        }
        return Math.max(1, left);
    }

    /// Up to which update they are trained there.
    public long updates(int rung) {
        long part = updates;
        for (int k = rungs() - 1; k > rung; k--) {
            part = Math.ceilDiv(part, FACTOR);
        }
        return part;
    }

    /// Updates of all runs together.
    public long cost() {
        long cost = 0;
        for (int k = 0; k < rungs(); k++) {
            cost += survivors(k) * (updates(k) - (k == 0 ? 0 : updates(k - 1)));
        }
        return cost;
    }

    /// Validations at the beginnings of runs and at the rungs.
    private long validations() {
        long validations = trials;
        for (int k = 0; k < rungs(); k++) {
            validations += survivors(k);
        }
        return validations;
    }
}
