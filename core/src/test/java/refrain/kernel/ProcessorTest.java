package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

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
}
