package refrain.benchmarks.subject;

import refrain.benchmarks.work.Training;
import refrain.benchmarks.work.Work;
import refrain.benchmarks.work.Workload;

/// The same work, shown by its losses: from equal weights, on equal tokens, without dropout, two implementations must
/// lose the same, update after update, but for the rounding of sums in another order.
public final class Agreement {
    private Agreement() {}

    /// Losses of the first updates, in nats a token.
    public static double[] losses(Implementation implementation, Workload workload, int threads, int updates) {
        Workload certain = workload.withoutDropout();
        double[] losses = new double[updates];
        try (Work work = new Training(certain, implementation.learner(certain, threads))) {
            for (int update = 0; update < updates; update++) {
                losses[update] = work.once();
            }
        }
        return losses;
    }

    /// The largest difference of two series at the same update.
    /// @throws IllegalArgumentException if their lengths differ
    public static double largestDifference(double[] some, double[] others) {
        if (some.length != others.length) {
            throw new IllegalArgumentException("%d losses beside %d".formatted(some.length, others.length));
        }
        double largest = 0;
        for (int update = 0; update < some.length; update++) {
            largest = Math.max(largest, Math.abs(some[update] - others[update]));
        }
        return largest;
    }
}
