package refrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void parse_invertsLine() {
        Measurement measurement = new Measurement(12345.678901, 17, 4.25, 1L << 33);
        assertThat(Measurement.parse(measurement.line())).contains(measurement);
    }

    @Test
    void parse_linesOfLibraries_areNone() {
        assertThat(Measurement.parse("SLF4J(W): No SLF4J providers were found."))
                .isEmpty();
        assertThat(Measurement.parse("")).isEmpty();
    }
}
