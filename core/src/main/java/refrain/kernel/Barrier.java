package refrain.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A barrier for the few threads of a [Team], reusable at once. A waiting thread spins first, because the others are a
/// fraction of a microsecond behind when every core is ours; then yields, because a core may belong to another process;
/// then sleeps in short naps, because the team may be idle between jobs.
final class Barrier {
    /// Thrown out of [#await] when another thread has broken the barrier.
    static final class BrokenException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        BrokenException() {
            super("another worker failed");
        }
    }

    /// About 20 microseconds: longer than any wait of balanced work.
    private static final int SPINS = 2_000;

    /// About a millisecond of yielding before a nap.
    private static final int YIELDS = 1_000;

    private static final long NAP_NANOS = 100_000;

    private final int parties;
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile int generation;
    private volatile boolean broken;

    Barrier(int parties) {
        this.parties = parties;
    }

    /// Waits until all parties have called this.
    void await() {
        int current = generation;
        if (arrived.incrementAndGet() == parties) {
            arrived.set(0);
            generation = current + 1;
        } else {
            waitWhile(current);
        }
        if (broken) {
            throw new BrokenException();
        }
    }

    /// Lets every waiting and every later thread fail until [#reset].
    void breakUp() {
        broken = true;
    }

    /// Makes the barrier new. No thread may be waiting.
    void reset() {
        arrived.set(0);
        broken = false;
    }

    private void waitWhile(int current) {
        for (int waits = 0; generation == current && !broken; waits++) {
            if (waits < SPINS) {
                Thread.onSpinWait();
            } else if (waits < SPINS + YIELDS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(this, NAP_NANOS);
            }
        }
    }
}
