package refrain.lm.safetensors;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What the calling thread has allocated.
public final class Allocated {
    private Allocated() {}

    /// Bytes since the thread began.
    public static long bytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
