package refrain.benchmarks.measure;

import java.util.Arrays;

/// How long each repetition of a piece of work took.
final class Laps {
    private long[] nanoseconds = new long[1024];
    private int count;

    void add(long lap) {
        if (count == nanoseconds.length) {
            nanoseconds = Arrays.copyOf(nanoseconds, 2 * count);
        }
        nanoseconds[count++] = lap;
    }

    int count() {
        return count;
    }

    /// The lap, in microseconds, that `share` of all laps do not exceed.
    double microseconds(double share) {
        long[] sorted = Arrays.copyOf(nanoseconds, count);
        Arrays.sort(sorted);
        return 1e-3 * sorted[Math.clamp((long) Math.ceil(share * count) - 1, 0, count - 1)];
    }
}
