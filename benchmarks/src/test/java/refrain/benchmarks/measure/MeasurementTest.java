package refrain.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void parse_invertsLine() {
        Measurement measurement = new Measurement(12345.678901, 17, 4.25, 81.5, 99.25, 1L << 33);
        assertThat(Measurement.parse(measurement.line())).contains(measurement);
    }

    @Test
    void parse_linesOfLibraries_areNone() {
        assertThat(Measurement.parse("SLF4J(W): No SLF4J providers were found."))
                .isEmpty();
        assertThat(Measurement.parse("")).isEmpty();
    }

    @Test
    void of_laps_hasTheirRateAndTheSlowestInAHundred() {
        Laps laps = new Laps(10);
        for (int lap = 1; lap <= 100; lap++) {
            laps.add(lap * 1_000_000L);
        }
        assertThat(Measurement.of(laps, 7)).isEqualTo(new Measurement(laps.rate(), 100, 0, 50_000, 99_000, 7));
    }
}
