package refrain.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The resident memory of this process, as Linux counts it.
final class Memory {
    private static final Path STATUS = Path.of("/proc/self/status");

    /// Writing [#RESET] to it makes the present resident set the peak.
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private static final String RESET = "5";

    private Memory() {}

    /// Forgets what was used and is used no longer.
    static void resetPeak() throws IOException {
        System.gc();
        if (Files.isWritable(CLEAR)) {
            Files.writeString(CLEAR, RESET);
        }
    }

    /// `VmHWM`, which counts in KiB; 0 where there is none.
    static long peakBytes() throws IOException {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            String peak =
                    lines.filter(line -> line.startsWith("VmHWM:")).findFirst().orElse("0");
            return 1024 * Long.parseLong(peak.replaceAll("[^0-9]", ""));
        }
    }
}
