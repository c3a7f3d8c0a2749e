package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlabTest {
    /// 16 bytes of header before the first element.
    private static final int HEADER = 4;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1_000, 3_000_001})
    void of_anyCount_beginsOnACacheLineOfAnAlignedArray(int count) {
        Slab slab = new Slab();
        slab.of(7);
        Slab.Span span = slab.of(count);
        assertThat((span.start() + HEADER) % 16).isZero();
        assertThat(span.floats().length).isGreaterThanOrEqualTo(span.start() + count);
    }

    @Test
    void of_small_sharesAnArrayWithoutOverlap() {
        Slab slab = new Slab();
        Slab.Span first = slab.of(20);
        Slab.Span second = slab.of(20);
        assertThat(second.floats()).isSameAs(first.floats());
        assertThat(second.start()).isGreaterThanOrEqualTo(first.start() + 20);
    }

    @Test
    void length_countsWhatWasTaken() {
        Slab slab = new Slab();
        assertThat(slab.length()).isZero();
        slab.of(5_000_000);
        assertThat(slab.length()).isGreaterThanOrEqualTo(5_000_000);
    }

    /// As G1 prints with `-Xlog:gc+init`.
    @ParameterizedTest
    @CsvSource({
        "536870912, 1048576",
        "2147483648, 1048576",
        "6320816128, 4194304",
        "8589934592, 4194304",
        "137438953472, 33554432"
    })
    void regionBytes_ofAHeap_areThoseOfG1(long heap, long region) {
        assertThat(Slab.regionBytes(heap)).isEqualTo(region);
    }
}
