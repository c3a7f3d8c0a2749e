package refrain.train;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// What comes to a run from outside between two updates: the wish to stop, and the time for a checkpoint. It
/// decides when something is written, never what is computed.
final class Interrupts {
    private final AtomicBoolean stop;
    private final long interval;
    private long savedAt = System.nanoTime();

    Interrupts(AtomicBoolean stop, Duration interval) {
        this.stop = stop;
        this.interval = interval.toNanos();
    }

    boolean stopRequested() {
        return stop.get();
    }

    boolean checkpointDue() {
        return System.nanoTime() - savedAt >= interval;
    }

    void checkpointed() {
        savedAt = System.nanoTime();
    }
}
