package refrain.benchmarks.measure;

import java.util.Arrays;
import refrain.benchmarks.work.Work;

/// How long each repetition of a piece of work took.
public final class Laps {
    private final long size;
    private long[] nanoseconds = new long[1024];
    private int count;
    private long total;
    private double loss;

    Laps(long size) {
        this.size = size;
    }

    /// Does the work again and again until so many seconds are over, and once at least.
    public static Laps of(Work work, double seconds) {
        return of(work, seconds, 1);
    }

    /// Does the work again and again until so many seconds are over, and `fewest` times at least.
    public static Laps of(Work work, double seconds, int fewest) {
        Laps laps = new Laps(work.size());
        long start = System.nanoTime();
        do {
            laps.loss = work.once();
            laps.add(System.nanoTime() - start - laps.total);
        } while (laps.count < fewest || laps.total < seconds * 1e9);
        return laps;
    }

    void add(long lap) {
        if (count == nanoseconds.length) {
            nanoseconds = Arrays.copyOf(nanoseconds, 2 * count);
        }
        nanoseconds[count++] = lap;
        total += lap;
    }

    public int count() {
        return count;
    }

    /// Of all laps together.
    public double seconds() {
        return total * 1e-9;
    }

    /// How much work was done in a second: of what [Work#size] counts.
    public double rate() {
        return (double) count * size / seconds();
    }

    /// The loss of the last lap.
    double loss() {
        return loss;
    }

    /// The lap, in microseconds, that `share` of all laps do not exceed.
    public double microseconds(double share) {
        long[] sorted = Arrays.copyOf(nanoseconds, count);
        Arrays.sort(sorted);
        return 1e-3 * sorted[Math.clamp((long) Math.ceil(share * count) - 1, 0, count - 1)];
    }
}
