package refrain.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @ParameterizedTest
    @CsvSource({"10, 5, 2", "1, 5, 0.2", "7, 7, 1", "0.003, 2, 0.002", "99, 3, 50", "100001, 8, 20000"})
    void step_isOneTwoOrFiveTimesAPowerOfTen(double span, int wanted, double expected) {
        assertThat(Axis.step(span, wanted)).isCloseTo(expected, within(expected * 1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.1, 0",
        "1.5, 0.5, 1.5",
        "20, 10, 20",
        "1200, 200, '1,200'",
        "0.002, 0.001, 0.002",
        "0.0002, 0.0001, 2e-4",
        "-1, 0.5, -1.0",
        "300000, 100000, 3e5"
    })
    void label_hasTheDigitsOfItsStep(double value, double step, String expected) {
        assertThat(Axis.label(value, step)).isEqualTo(expected);
    }

    @Test
    void over_valuesBetweenTicks_beginsAndEndsAtTicks() {
        Axis axis = Axis.over(1.13, 4.76, 6, 100, 0);
        assertThat(axis.ticks(6)).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(axis.pixel(axis.low())).isEqualTo(100);
        assertThat(axis.pixel(axis.high())).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"0", "2", "-3", "1e-9", "1e9"})
    void over_oneValue_isAFiniteAxisThatHoldsIt(double value) {
        Axis axis = Axis.over(value, value, 5, 0, 100);
        assertThat(axis.pixel(value)).isBetween(-1e-6, 100 + 1e-6);
        assertThat(axis.ticks(5)).hasSizeBetween(2, 20);
    }
}
