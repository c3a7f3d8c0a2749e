package refrain.train.pace;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// What comes to a run from outside between two updates: the wish to stop, and the time for a checkpoint. It
/// decides when something is written, never what is computed.
public final class Interrupts {
    private final AtomicBoolean stop;
    private final long interval;
    private long savedAt = System.nanoTime();

    public Interrupts(AtomicBoolean stop, Duration interval) {
        this.stop = stop;
        this.interval = interval.toNanos();
    }

    public boolean stopRequested() {
        return stop.get();
    }

    public boolean checkpointDue() {
        return System.nanoTime() - savedAt >= interval;
    }

    public void checkpointed() {
        savedAt = System.nanoTime();
    }
}
