package refrain.benchmarks.phase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void product_readsBothOperandsAndWritesTheResult_eachTime() {
        long once = 4 * (2 * 3 + 3 * 5 + 2 * 5);
        assertThat(Cost.product(7, 2, 3, 5)).isEqualTo(new Cost(2 * 7 * 2 * 3 * 5, 7 * once, once));
    }

    @Test
    void plus_addsButForTheResident() {
        assertThat(new Cost(1, 20, 300).plus(new Cost(5, 60, 200))).isEqualTo(new Cost(6, 80, 300));
    }

    @Test
    void intensity_isOperationsAByte() {
        assertThat(new Cost(30, 20, 10).intensity()).isEqualTo(1.5);
        assertThat(new Cost(30, 20, 10).isProduct()).isTrue();
        assertThat(Cost.NONE.isProduct()).isFalse();
    }

    @Test
    void size_isInKilobytesUpToAMegabyte() {
        assertThat(Cost.size(4_200)).isEqualTo("4.2 kB");
        assertThat(Cost.size(52_300_000)).isEqualTo("52.3 MB");
    }
}
