package refrain.benchmarks.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.work.Task;

class CeilingsTest {
    @Test
    void peak_isTheFasterOfBothLoops() {
        assertThat(new Ceilings(100, 90, new TreeMap<>()).peak()).isEqualTo(100);
        assertThat(new Ceilings(100, 110, new TreeMap<>()).peak()).isEqualTo(110);
    }

    @Test
    void read_isThatOfSoManyBytes() {
        Ceilings ceilings = new Ceilings(1, 1, new TreeMap<>(Map.of(1_000L, 80.0, 2_000L, 20.0)));
        assertThat(ceilings.read(2_000)).isEqualTo(20);
    }

    /// Wide bounds: a slow machine that does something else, and more than any has.
    @Test
    void measure_isWithinReason() {
        Ceilings ceilings = Ceilings.measure(Task.named("tiny"), 1, List.of(1L << 14));
        assertThat(ceilings.multiplyAdd()).isBetween(0.01, 10_000.0);
        assertThat(ceilings.product()).isBetween(0.01, 10_000.0);
        assertThat(ceilings.read()).containsOnlyKeys(16_384L);
        assertThat(ceilings.read(16_384)).isBetween(0.01, 100_000.0);
    }
}
