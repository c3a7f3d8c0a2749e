package refrain.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadyTest {
    @Test
    void parse_invertsLine() {
        Ready ready = new Ready(new double[] {4.25, 1e-9});
        assertThat(Ready.parse(ready.line()).orElseThrow().losses()).containsExactly(4.25, 1e-9);
    }

    @Test
    void parse_withoutLosses_isReady() {
        assertThat(Ready.parse(new Ready(new double[0]).line()).orElseThrow().losses())
                .isEmpty();
    }

    @Test
    void parse_linesOfLibraries_areNone() {
        assertThat(Ready.parse("readying the engine")).isEmpty();
        assertThat(Ready.parse("")).isEmpty();
    }
}
