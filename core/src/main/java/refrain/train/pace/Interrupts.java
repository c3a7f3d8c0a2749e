package refrain.train.pace;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// What comes to a run from outside between two updates: the wish to stop, and the time for a checkpoint. It
/// decides when something is written, never what is computed.
public final class Interrupts {
    /// A run that does not pause.
    public static final long NO_PAUSE = Long.MAX_VALUE;

    private final AtomicBoolean stop;
    private final long interval;
    private final long pause;
    private final long patience;
    private final LongSupplier clock;
    private long savedAt;
    private boolean asked;
    private long askedAt;

    /// @param pause the update after which to pause, or [#NO_PAUSE]
    /// @param patience how long a wish to stop waits for the end of a validation
    public Interrupts(AtomicBoolean stop, Duration interval, long pause, Duration patience) {
        this(stop, interval, pause, patience, System::nanoTime);
    }

    /// @param clock nanoseconds
    Interrupts(AtomicBoolean stop, Duration interval, long pause, Duration patience, LongSupplier clock) {
        this.stop = stop;
        this.interval = interval.toNanos();
        this.pause = pause;
        this.patience = patience.toNanos();
        this.clock = clock;
        savedAt = clock.getAsLong();
    }

    /// Whether the run was asked to stop.
    public boolean stopRequested() {
        if (!asked && stop.get()) {
            asked = true;
            askedAt = clock.getAsLong();
        }
        return asked;
    }

    /// Whether it has known of that for so long that a validation is not to be waited for.
    public boolean stopOverdue() {
        return stopRequested() && clock.getAsLong() - askedAt >= patience;
    }

    /// Whether the run is to pause once so many updates are done.
    public boolean pausesAfter(long update) {
        return update >= pause;
    }

    /// Whether the last checkpoint is older than the interval.
    public boolean checkpointDue() {
        return clock.getAsLong() - savedAt >= interval;
    }

    /// A checkpoint was written: the interval begins anew.
    public void checkpointed() {
        savedAt = clock.getAsLong();
    }
}
