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
        assertThat(Ready.parse("readying the engine")).isEmpty();
        assertThat(Ready.parse("")).isEmpty();
    }

    @Test
    void ready_parseInvertsLine() {
        Ready ready = new Ready(new double[] {4.25, 1e-9});
        assertThat(Ready.parse(ready.line()).orElseThrow().losses()).containsExactly(4.25, 1e-9);
        assertThat(Ready.parse(new Ready(new double[0]).line()).orElseThrow().losses())
                .isEmpty();
    }

    @Test
    void laps_percentilesAreLapsThatWere() {
        Laps laps = new Laps();
        for (int lap = 2000; lap >= 1; lap--) {
            laps.add(lap * 1000L);
        }
        assertThat(laps.count()).isEqualTo(2000);
        assertThat(laps.microseconds(0.5)).isEqualTo(1000);
        assertThat(laps.microseconds(0.99)).isEqualTo(1980);
        assertThat(laps.microseconds(0)).isEqualTo(1);
    }
}
