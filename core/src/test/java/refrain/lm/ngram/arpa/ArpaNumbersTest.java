package refrain.lm.ngram.arpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.random.SeededRandom;

class ArpaNumbersTest {
    private static float read(String text) {
        byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.UTF_8);
        return ArpaNumbers.natural(bytes, 1, bytes.length - 1);
    }

    private static String written(float natural) {
        StringBuilder out = new StringBuilder("-");
        ArpaNumbers.append(natural, out);
        return out.substring(1);
    }

    /// Of every size of float: random bits.
    @Test
    void float_writtenAndRead_isTheSame() {
        SeededRandom random = SeededRandom.of(1);
        for (int i = 0; i < 200_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                assertThat(read(written(value))).as(written(value)).isEqualTo(value);
            }
        }
    }

    /// Of the sizes that models hold.
    @Test
    void logProbability_writtenAndRead_isTheSame_inFewDigits() {
        SeededRandom random = SeededRandom.of(2);
        for (int i = 0; i < 200_000; i++) {
            float value = (float) StrictMath.log(random.nextDouble());
            String text = written(value);
            assertThat(read(text)).as(text).isEqualTo(value);
            assertThat(text).hasSizeLessThanOrEqualTo(20).matches("-\\d+(\\.\\d*[1-9])?|-.*E-\\d+");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "-1, -0.434294482",
        "0.5, 0.217147241",
        "-64, -27.7948468",
        "-1e-20, -4.3429446812114334E-21"
    })
    void number_written_hasNoMoreThanItNeeds(float natural, String text) {
        assertThat(written(natural)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "-1.",
                "-.5",
                "-0.30103",
                "+1",
                "-99",
                "-1e-3",
                "-1.5E+1",
                "-0.1234567890123456789",
                "-00000000000000000000001.25",
                "-12345678901234567.8"
            })
    void number_inAnyForm_isRead(String text) {
        double expected = Double.parseDouble(text) * StrictMath.log(10);

        assertThat((double) read(text)).isCloseTo(expected, within(Math.abs(expected) * 1e-7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", ".", "-.", "1-", "--1", "1.2.3", "e", "1e", "NaN", "-inf", "0x1p3", "1f", "1d", "½", "1e999",
                "-1e39"
            })
    void text_thatIsNoFloat_isNotANumber(String text) {
        assertThat(read(text)).isNaN();
    }

    @Test
    void number_ofMoreDigitsThanAnyProgramWrites_isNone() {
        assertThat(read("1".repeat(65))).isNaN();
    }
}
