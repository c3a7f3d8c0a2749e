package refrain.train;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts what the training thread allocates from one update to another.
final class AllocationMeter implements TrainingListener {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long from;
    private final long to;
    private long before;
    private long after;

    AllocationMeter(long from, long to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public void updated(Status status) {
        if (status.update() == from) {
            before = threads.getCurrentThreadAllocatedBytes();
        } else if (status.update() == to) {
            after = threads.getCurrentThreadAllocatedBytes();
        }
    }

    /// Bytes allocated between the two updates.
    long bytes() {
        return after - before;
    }
}
