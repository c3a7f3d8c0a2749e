package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static refrain.kernel.Floats.UNTOUCHED;
import static refrain.kernel.Floats.bits;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every implementation of [Sums] must do, against the definition written out here once more.
abstract class SumsContract {
    private static final int PANEL = Products.PANEL;
    private static final int START = 7;

    private final Sums sums;

    SumsContract(Sums sums) {
        this.sums = sums;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 650})
    void addRows_addsRowsInTheirOrder(int rows) {
        for (int columns = 16; columns <= 80; columns += 16) {
            int stride = columns + 5;
            float[] x = Floats.random(rows, START + rows * stride + columns);
            float[] sum = Floats.random(2, START + columns + 1);
            float[] expected = sum.clone();
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < columns; i++) {
                    expected[START + i] += x[START + row * stride + i];
                }
            }
            sums.addRows(x, START, stride, rows, columns, sum, START);
            assertThat(bits(sum)).isEqualTo(bits(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 650})
    void addByGroup_addsEachRowToItsGroup(int rows) {
        int groups = 5;
        int[] of = new int[rows];
        Arrays.setAll(of, row -> row * row % groups);
        float[] scales = Floats.random(3, rows);
        float[] x = Floats.random(4, START + rows * PANEL);
        float[] sum = Floats.filled(START + groups * PANEL + 1, UNTOUCHED);
        Arrays.fill(sum, START, START + groups * PANEL, 0f);
        float[] expected = sum.clone();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < PANEL; i++) {
                int at = START + of[row] * PANEL + i;
                expected[at] = Math.fma(scales[row], x[START + row * PANEL + i], expected[at]);
            }
        }
        sums.addByGroup(rows, of, scales, x, START, sum, START);
        assertThat(bits(sum)).isEqualTo(bits(expected));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 0x1p-149f, -0f})
    void addRows_ofASpecialValue_keepsItInItsColumn(float special) {
        float[] x = new float[3 * 16];
        x[16 + 4] = special;
        float[] sum = new float[16];
        sums.addRows(x, 0, 16, 3, 16, sum, 0);
        for (int i = 0; i < 16; i++) {
            assertThat(Float.valueOf(sum[i])).isEqualTo(Float.valueOf(i == 4 ? special + 0f : 0f));
        }
    }
}
