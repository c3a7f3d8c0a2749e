package refrain.train;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// The least that the training thread allocates in a stretch of updates: what is left when everything is
/// compiled. Runs of updates between two lines of metrics count.
final class AllocationMeter implements TrainingListener {
    /// Within the updates from one line of metrics to the next.
    private static final int STRETCH = 8;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Runnable stop;
    private long before;
    private long least = Long.MAX_VALUE;

    /// @param stop called once a stretch has allocated nothing
    AllocationMeter(Runnable stop) {
        this.stop = stop;
    }

    @Override
    public void updated(Status status) {
        long allocated = threads.getCurrentThreadAllocatedBytes();
        if (status.update() % 10 == 1) {
            before = allocated;
        } else if (status.update() % 10 == 1 + STRETCH) {
            least = Math.min(least, allocated - before);
            if (least == 0) {
                stop.run();
            }
        }
    }

    /// Bytes of the most frugal stretch.
    long least() {
        return least;
    }
}
