package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.random.CounterRandom;

class MaskingTest {
    private static final long KEY = CounterRandom.hash(1, 2, 3);
    private static final int DRAWS = 400_000;

    private final Masking masking = Masking.plain();

    @ParameterizedTest
    @ValueSource(floats = {0f, 0.001f, 0.1f, 0.25f, 0.5f, 0.65f, 0.99f})
    void keeps_asOftenAsTheRateSays(float rate) {
        long kept = IntStream.range(0, DRAWS)
                .filter(i -> Masking.keeps(KEY, i, rate))
                .count();
        double fiveSigma = 5 * Math.sqrt(rate * (1 - rate) / DRAWS);
        assertThat((double) kept / DRAWS).isCloseTo(1 - rate, within(fiveSigma));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 64, 200, 650, 4096, 65536})
    void keeps_ofElementsApart_areIndependent(int apart) {
        assertThat(Statistics.correlation(
                        DRAWS, i -> Masking.keeps(KEY, i, 0.5f), i -> Masking.keeps(KEY, i + apart, 0.5f)))
                .isCloseTo(0, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 1000})
    void keeps_ofUpdatesApart_areIndependent(int apart) {
        long later = CounterRandom.hash(1, 2 + apart, 3);
        assertThat(Statistics.correlation(DRAWS, i -> Masking.keeps(KEY, i, 0.5f), i -> Masking.keeps(later, i, 0.5f)))
                .isCloseTo(0, within(0.01));
    }

    @Test
    void keeps_ofOneElementOverUpdates_isUniform() {
        assertThat(Statistics.chiSquareDeviation(
                        2, DRAWS, update -> Masking.keeps(CounterRandom.hash(9, update, 0), 17, 0.5f) ? 1 : 0))
                .isLessThan(5);
    }

    @Test
    void dropout_scalesWhatItKeeps() {
        float[] x = filled(1000);
        masking.dropout(x, 0, 10, 100, 100, 0, 100, KEY, 0.75f);
        for (int i = 0; i < x.length; i++) {
            assertThat(x[i]).isEqualTo(Masking.keeps(KEY, i, 0.75f) ? 4f * (i + 1) : 0f);
        }
    }

    @Test
    void dropout_ofRateZero_isIdentity() {
        float[] x = filled(1000);
        masking.dropout(x, 0, 10, 100, 100, 0, 100, KEY, 0f);
        assertThat(x).containsExactly(filled(1000));
    }

    @Test
    void dropout_cutIntoBlocks_isTheSame() {
        float[] whole = filled(20 * 50);
        masking.dropout(whole, 0, 20, 50, 50, 7, 50, KEY, 0.4f);
        float[] cut = filled(20 * 50);
        int[] rowCuts = {0, 1, 13, 20};
        int[] columnCuts = {0, 17, 33, 50};
        for (int r = 1; r < rowCuts.length; r++) {
            for (int c = 1; c < columnCuts.length; c++) {
                int first = rowCuts[r - 1] * 50 + columnCuts[c - 1];
                int rows = rowCuts[r] - rowCuts[r - 1];
                int columns = columnCuts[c] - columnCuts[c - 1];
                masking.dropout(cut, first, rows, columns, 50, 7 + first, 50, KEY, 0.4f);
            }
        }
        assertThat(cut).containsExactly(whole);
    }

    @Test
    void dropout_ofPaddedRows_numbersLogicalElements() {
        float[] padded = filled(3 * 16);
        masking.dropout(padded, 0, 3, 10, 16, 0, 10, KEY, 0.5f);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 16; column++) {
                float before = row * 16 + column + 1;
                float factor = column >= 10 ? 1 : Masking.keeps(KEY, row * 10 + column, 0.5f) ? 2 : 0;
                assertThat(padded[row * 16 + column]).isEqualTo(factor * before);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.1f, 1f, 1.5f, Float.NaN})
    void rate_outsideItsRange_isRefused(float rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Masking.threshold(rate))
                .withMessage("rate is " + rate + "; it must be at least 0 and less than 1");
    }

    private static float[] filled(int count) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = i + 1;
        }
        return x;
    }
}
