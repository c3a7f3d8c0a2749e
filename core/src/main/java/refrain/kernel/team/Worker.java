package refrain.kernel.team;

import org.jspecify.annotations.Nullable;
import refrain.kernel.Slots;

/// One member of a [Team] inside a job: its number, its share of any amount of work, and the place where all meet.
public final class Worker {
    private final int index;
    private final int count;
    private final Barrier barrier;
    private @Nullable Slots slots;

    Worker(int index, int count, Barrier barrier) {
        this.index = index;
        this.count = count;
        this.barrier = barrier;
    }

    /// This worker's number, from 0.
    public int index() {
        return index;
    }

    /// The number of workers in the team.
    public int count() {
        return count;
    }

    /// First item of this worker's share of `items`; shares are contiguous, in order, and differ by at most one.
    public int from(int items) {
        return (int) ((long) items * index / count);
    }

    /// End (exclusive) of this worker's share of `items`.
    public int to(int items) {
        return (int) ((long) items * (index + 1) / count);
    }

    /// Room of this worker's own, made when it is first asked for, which keeps nothing from one operation to the next.
    public Slots slots() {
        Slots own = slots;
        if (own == null) {
            own = new Slots();
            slots = own;
        }
        return own;
    }

    /// Waits until every worker of the team has come here; what each wrote before is then visible to all.
    public void meet() {
        barrier.await(index);
    }
}
