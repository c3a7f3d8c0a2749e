package refrain.lm.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscountsTest {
    /// As many n-grams of count 1, 2, … as given.
    private static int[] counts(int... having) {
        return IntStream.range(0, having.length)
                .flatMap(k -> IntStream.generate(() -> k + 1).limit(having[k]))
                .toArray();
    }

    @Test
    void discounts_areByTheFormula() {
        Discounts d = Discounts.of(counts(10, 4, 2, 1, 7));
        double y = 10 / 18.0;

        assertThat(d.one()).isCloseTo(1 - 2 * y * 4 / 10, within(1e-15));
        assertThat(d.two()).isCloseTo(2 - 3 * y * 2 / 4, within(1e-15));
        assertThat(d.more()).isCloseTo(3 - 4 * y * 1 / 2, within(1e-15));
        assertThat(d.substituted()).isFalse();
    }

    /// Nothing counted, no n-gram of some count, a discount below 0.
    @ParameterizedTest
    @CsvSource({"0,0,0,0", "5,0,0,0", "0,5,2,1", "5,3,0,1", "9,4,1,20", "9,1,9,9"})
    void discounts_ofCountsThatGiveNone_areSubstituted(int one, int two, int three, int four) {
        Discounts d = Discounts.of(counts(one, two, three, four));

        assertThat(d).isEqualTo(new Discounts(0.5, 1, 1.5, true));
    }

    @Test
    void zeros_areNoNGrams() {
        int[] counts = counts(10, 4, 2, 1);
        assertThat(Discounts.of(Arrays.copyOf(counts, counts.length + 99))).isEqualTo(Discounts.of(counts));
    }

    @Test
    void from_aCount_isItsDiscount() {
        Discounts d = new Discounts(0.1, 0.2, 0.3, false);

        assertThat(new double[] {d.from(0), d.from(1), d.from(2), d.from(3), d.from(99)})
                .containsExactly(0, 0.1, 0.2, 0.3, 0.3);
    }
}
