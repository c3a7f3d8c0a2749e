package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.Products.Passage;

class ProcessorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vendor_id\t: GenuineIntel                              | TOUCHED_BLOCKS",
                "Intel64 Family 6 Model 207 Stepping 2, GenuineIntel   | TOUCHED_BLOCKS",
                "vendor_id\t: AuthenticAMD                              | LONG_BLOCKS",
                "AMD64 Family 26 Model 2 Stepping 1, AuthenticAMD      | LONG_BLOCKS",
                "''                                                    | LONG_BLOCKS"
            })
    void passageForFewRows_isThatOfItsMaker(String vendor, Passage passage) {
        assertThat(Processor.passageForFewRows(vendor)).isEqualTo(passage);
    }

    @Test
    void vendor_isReadWhateverElseTheDescriptionHolds(@TempDir Path folder) throws IOException {
        Path description = folder.resolve("cpuinfo");
        Files.writeString(
                description,
                "processor: 0\nvendor_id\t: GenuineIntel\nmodel name: Core®\n",
                StandardCharsets.ISO_8859_1);
        assertThat(Processor.vendor(description)).isEqualTo("vendor_id\t: GenuineIntel");

        Files.writeString(description, "processor: 0\n");
        assertThat(Processor.vendor(description)).isEmpty();
        assertThat(Processor.vendor(folder.resolve("none")))
                .isEqualTo(System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", ""));
    }
}
