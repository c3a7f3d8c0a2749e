package refrain.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MemoryTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void peakBytes_ofThisProcess_areWithinReason() throws IOException {
        Memory.resetPeak();
        assertThat(Memory.peakBytes()).isBetween(10L << 20, 1L << 40);
    }
}
