package refrain.train.descent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowersTest {
    /// Ascending, as in a run; back, as in a part that begins to be trained later; far on, as in a resumed one.
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.999, 0.5, 0})
    void power_isThatOfStrictMath(double base) {
        Powers powers = new Powers(base);
        for (long exponent = 1; exponent < 1_000; exponent++) {
            assertThat(powers.of(exponent)).isEqualTo(StrictMath.pow(base, exponent));
        }
        for (long exponent : new long[] {3, 999, 1_000_000_007, 1, 2, 258, 257, 1L << 53}) {
            assertThat(powers.of(exponent)).isEqualTo(StrictMath.pow(base, exponent));
        }
    }
}
