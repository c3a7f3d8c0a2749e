package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static refrain.kernel.Floats.UNTOUCHED;
import static refrain.kernel.Floats.bits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelsTest {
    private static final int START = 3;

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "16, 1", "63, 1", "64, 1", "65, 2", "128, 2", "129, 3", "650, 11", "10000, 157"})
    void count_coversTheColumns(int columns, int panels) {
        assertThat(Panels.count(columns)).isEqualTo(panels);
        assertThat(Panels.size(7, columns)).isEqualTo(panels * 7 * 64);
    }

    @Test
    void size_beyondAnArray_isRefused() {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Panels.size(1 << 20, 1 << 12));
    }

    @ParameterizedTest
    @CsvSource({"16, 0, 16", "64, 0, 64", "80, 0, 64", "80, 1, 16", "656, 9, 64", "656, 10, 16"})
    void width_ofTheLastPanel_isWhatIsLeft(int columns, int panel, int width) {
        assertThat(Panels.width(panel, columns)).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({"0, 16", "1, 16", "3, 48", "15, 64", "17, 80", "33, 144", "65, 656"})
    void copy_putsEachElementWhereProductsReadIt(int rows, int columns) {
        int stride = columns + 5;
        int capacity = rows + 2;
        float[] matrix = Floats.random(1, START + rows * stride);
        float[] panels = Floats.filled(Panels.size(capacity, columns), UNTOUCHED);
        Panels.copy(matrix, START, stride, columns, 0, rows, panels, capacity);
        float[] expected = Floats.filled(panels.length, UNTOUCHED);
        for (int k = 0; k < rows; k++) {
            for (int n = 0; n < columns; n++) {
                expected[(n / 64 * capacity + k) * 64 + n % 64] = matrix[START + k * stride + n];
            }
        }
        assertThat(bits(panels)).isEqualTo(bits(expected));
    }

    @Test
    void copy_inShares_isTheSame() {
        float[] matrix = Floats.random(2, 31 * 144);
        float[] whole = Floats.filled(Panels.size(31, 144), UNTOUCHED);
        float[] shares = whole.clone();
        Panels.copy(matrix, 0, 144, 144, 0, 31, whole, 31);
        int[] cuts = {0, 0, 1, 17, 31, 31};
        for (int i = 1; i < cuts.length; i++) {
            Panels.copy(matrix, 0, 144, 144, cuts[i - 1], cuts[i], shares, 31);
        }
        assertThat(bits(shares)).isEqualTo(bits(whole));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 16", "63, 33", "64, 64", "65, 17", "127, 1", "130, 65"})
    void transpose_putsRowsIntoLanesAndZeroesTheRest(int rows, int columns) {
        int stride = columns + 4;
        float[] matrix = Floats.random(3, START + rows * stride);
        int count = Panels.count(rows);
        float[] panels = Floats.filled((count + 1) * columns * 64, UNTOUCHED);
        float[] expected = panels.clone();
        for (int panel = 0; panel < count; panel++) {
            Panels.transpose(matrix, START, stride, rows, columns, panel, panels);
        }
        for (int row = 0; row < count * 64; row++) {
            for (int column = 0; column < columns; column++) {
                expected[(row / 64 * columns + column) * 64 + row % 64] =
                        row < rows ? matrix[START + row * stride + column] : 0f;
            }
        }
        assertThat(bits(panels)).isEqualTo(bits(expected));
    }
}
