package refrain.benchmarks.measure;

import java.time.Duration;
import java.util.Optional;

/// Occupies one core until the process that started it has ended, or this long.
public final class Occupy {
    /// Longer than any comparison.
    private static final Duration LONGEST = Duration.ofHours(6);

    /// Some milliseconds between two looks at the clock.
    private static final int TURNS = 10_000_000;

    private Occupy() {}

    /// @param args none
    public static void main(String[] args) {
        Optional<ProcessHandle> starter = ProcessHandle.current().parent();
        long start = System.nanoTime();
        while (starter.isPresent() && starter.get().isAlive() && System.nanoTime() - start < LONGEST.toNanos()) {
            turn();
        }
    }

    private static void turn() {
        for (int i = 0; i < TURNS; i++) {
            Thread.onSpinWait();
        }
    }
}
