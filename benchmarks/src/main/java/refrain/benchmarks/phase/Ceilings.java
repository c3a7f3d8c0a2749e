package refrain.benchmarks.phase;

import java.util.Collection;
import java.util.TreeMap;
import refrain.benchmarks.measure.Laps;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.work.Task;
import refrain.benchmarks.work.Work;

/// What the machine allows.
///
/// @param multiplyAdd of registers alone, Gflop/s
/// @param product of operands in the nearest caches, Gflop/s
/// @param read GB/s by the bytes that are read over and over
record Ceilings(double multiplyAdd, double product, TreeMap<Long, Double> read) {
    private static final double WARM_UP = 0.5;
    private static final double SECONDS = 0.1;
    private static final int ROUNDS = 3;

    /// Less than a line for each thread tells nothing, and so little is in the nearest cache anyway: 16 KiB.
    private static final long LEAST = 1 << 14;

    /// Measures them in this process.
    /// @param sizes bytes to read
    static Ceilings measure(Task task, int threads, Collection<Long> sizes) {
        double multiplyAdd = best(Ceiling.MULTIPLY_ADD.open(task, threads));
        double product = best(Ceiling.PRODUCT.open(task, threads));
        TreeMap<Long, Double> read = new TreeMap<>();
        for (long size : sizes) {
            read.computeIfAbsent(size, bytes -> best(Ceiling.reading(Math.max(LEAST * threads, bytes), threads)));
        }
        return new Ceilings(multiplyAdd, product, read);
    }

    private static double best(Work ceiling) {
        try (ceiling) {
            Laps.of(ceiling, WARM_UP);
            double best = 0;
            for (int round = 0; round < ROUNDS; round++) {
                best = Math.max(best, Laps.of(ceiling, SECONDS).rate());
            }
            return best * 1e-9;
        }
    }

    /// The most that was computed in a second, Gflop/s: a product can come out above the loop of multiply-adds.
    double peak() {
        return Math.max(multiplyAdd, product);
    }

    /// GB/s at which `bytes` that are read over and over come.
    double read(long bytes) {
        return read.get(bytes);
    }
}
