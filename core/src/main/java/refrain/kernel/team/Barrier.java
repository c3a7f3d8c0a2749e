package refrain.kernel.team;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A barrier for the few threads of a [Team], reusable at once. A waiting thread spins first, because the others are a
/// fraction of a microsecond behind when every core is ours; then yields, because a core may belong to another process;
/// then sleeps until it is woken, because the team may be idle between jobs. Where the threads are more than the cores
/// none spins: it would keep the core from one it waits for.
///
/// No wake-up is lost: a thread first says that it sleeps and then looks whether the barrier is open, while whoever
/// opens the barrier does so first and then looks for sleepers. Both are volatile, so one of them sees the other.
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

    /// Yields before the thread sleeps: about a millisecond where no other thread wants the core, and as many turns of
    /// those that do.
    private static final int YIELDS = 1_000;

    private final int parties;
    private final int spins;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Thread> sleepers;
    private volatile int generation;
    private volatile boolean broken;

    Barrier(int parties) {
        this.parties = parties;
        this.spins = parties > Runtime.getRuntime().availableProcessors() ? 0 : SPINS;
        this.sleepers = new AtomicReferenceArray<>(parties);
    }

    /// Waits until all parties have called this. An interrupt does not end the wait; it is kept for the caller.
    /// @param party the caller's number, from 0
    void await(int party) {
        int current = generation;
        if (arrived.incrementAndGet() == parties) {
            arrived.set(0);
            generation = current + 1;
            wake();
        } else {
            waitWhile(current, party);
        }
        if (broken) {
            throw new BrokenException();
        }
    }

    /// Lets every waiting and every later thread fail until [#reset].
    void breakUp() {
        broken = true;
        wake();
    }

    /// Makes the barrier new. No thread may be waiting.
    void reset() {
        arrived.set(0);
        broken = false;
    }

    private boolean isShut(int current) {
        return generation == current && !broken;
    }

    private void waitWhile(int current, int party) {
        for (int waits = 0; isShut(current); waits++) {
            if (waits < spins) {
                Thread.onSpinWait();
            } else if (waits < spins + YIELDS) {
                Thread.yield();
            } else {
                sleepWhile(current, party);
            }
        }
    }

    private void sleepWhile(int current, int party) {
        boolean interrupted = false;
        sleepers.set(party, Thread.currentThread());
        while (isShut(current)) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        sleepers.set(party, null);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake() {
        for (int party = 0; party < parties; party++) {
            Thread sleeper = sleepers.get(party);
            if (sleeper != null) {
                LockSupport.unpark(sleeper);
            }
        }
    }
}
