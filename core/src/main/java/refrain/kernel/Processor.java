package refrain.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What products need to know of the processor they run on. It decides how they fetch their operands, never a bit of
/// the result.
final class Processor {
    /// Whose cores are faster where a product of few rows touches what it will read soon. A touch is a load, and
    /// holds up all that comes after it until it has its line. Measured on Intel's Xeons, where that pays, and on
    /// Zen 5, where it does not.
    private static final String TOUCHING = "GenuineIntel";

    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

    private Processor() {}

    /// How few rows go through a right operand that comes from beyond the second-level cache.
    static Products.Passage passageForFewRows() {
        return passageForFewRows(vendor(DESCRIPTION));
    }

    /// @param vendor as the processor names its maker, maybe with other words; empty where that is not known
    static Products.Passage passageForFewRows(String vendor) {
        return vendor.contains(TOUCHING) ? Products.Passage.TOUCHED_BLOCKS : Products.Passage.LONG_BLOCKS;
    }

    /// From what Linux or Windows says of it.
    static String vendor(Path description) {
        try (Stream<String> lines = Files.lines(description, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("vendor_id"))
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException notLinux) {
            return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
        }
    }
}
