package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static refrain.kernel.Floats.UNTOUCHED;
import static refrain.kernel.Floats.bits;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every implementation of [Rows] must do, against the definition written out here once more.
abstract class RowsContract {
    private static final int PANEL = Products.PANEL;
    private static final int START = 7;

    private final Rows kernel;

    RowsContract(Rows kernel) {
        this.kernel = kernel;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 650})
    void add_addsRowsInTheirOrder(int rows) {
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
            kernel.add(x, START, stride, rows, columns, sum, START);
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
        kernel.addByGroup(rows, of, scales, x, START, sum, START);
        assertThat(bits(sum)).isEqualTo(bits(expected));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 0x1p-149f, -0f})
    void add_ofASpecialValue_keepsItInItsColumn(float special) {
        float[] x = new float[3 * 16];
        x[16 + 4] = special;
        float[] sum = new float[16];
        kernel.add(x, 0, 16, 3, 16, sum, 0);
        for (int i = 0; i < 16; i++) {
            assertThat(Float.valueOf(sum[i])).isEqualTo(Float.valueOf(i == 4 ? special + 0f : 0f));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 650})
    void copy_movesRows_andTouchesNothingElse(int rows) {
        for (int columns = 16; columns <= 80; columns += 16) {
            for (int stride : new int[] {0, columns, columns + 5}) {
                int toStride = columns + 3;
                float[] x = Floats.special(rows, START + rows * stride + columns, 5);
                float[] to = Floats.filled(START + (rows + 1) * toStride, UNTOUCHED);
                float[] expected = to.clone();
                for (int row = 0; row < rows; row++) {
                    for (int i = 0; i < columns; i++) {
                        expected[START + row * toStride + i] = x[START + row * stride + i];
                    }
                }
                kernel.copy(x, START, stride, rows, columns, to, START, toStride);
                assertThat(bits(to)).isEqualTo(bits(expected));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 650})
    void gather_copiesTheRowsThatAreNamed(int rows) {
        int[] of = new int[rows];
        Arrays.setAll(of, row -> row * row % 5);
        float[] x = Floats.special(rows, START + 5 * PANEL, 5);
        float[] to = Floats.filled(START + (rows + 1) * PANEL, UNTOUCHED);
        float[] expected = to.clone();
        for (int i = 0; i < rows * PANEL; i++) {
            expected[START + i] = x[START + of[i / PANEL] * PANEL + i % PANEL];
        }
        kernel.gather(rows, of, x, START, to, START);
        assertThat(bits(to)).isEqualTo(bits(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 650})
    void fill_givesEachRowItsValue_andTouchesNothingElse(int rows) {
        float[] values = Floats.special(rows, START + rows, 5);
        float[] to = Floats.filled(START + (rows + 1) * PANEL, UNTOUCHED);
        float[] expected = to.clone();
        for (int i = 0; i < rows * PANEL; i++) {
            expected[START + i] = values[START + i / PANEL];
        }
        kernel.fill(values, START, rows, to, START);
        assertThat(bits(to)).isEqualTo(bits(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 650})
    void cut_laysEachPieceOfARowBelowTheOneBefore(int rows) {
        for (int pieces = 0; pieces <= 4; pieces++) {
            int pieceFloats = rows * 16 + 5;
            float[] panel = Floats.special(rows, START + (rows + 1) * PANEL, 5);
            float[] to = Floats.filled(START + 4 * pieceFloats + 1, UNTOUCHED);
            float[] expected = to.clone();
            for (int piece = 0; piece < pieces; piece++) {
                for (int i = 0; i < rows * 16; i++) {
                    expected[START + piece * pieceFloats + i] = panel[START + i / 16 * PANEL + piece * 16 + i % 16];
                }
            }
            kernel.cut(panel, START, rows, pieces, to, START, pieceFloats);
            assertThat(bits(to)).isEqualTo(bits(expected));
        }
    }

    /// As where lanes are folded by halves, and a block of a matrix moves on.
    @Test
    void arrays_thatAreTheSame_needOnlyPartsOfTheirOwn() {
        float[] x = Floats.special(1, 4 * PANEL, 5);
        float[] folded = x.clone();
        float[] moved = x.clone();
        for (int i = 0; i < 32; i++) {
            folded[i] += x[32 + i];
        }
        System.arraycopy(x, 0, moved, 2 * PANEL, 2 * PANEL);

        float[] sum = x.clone();
        kernel.add(sum, 32, 32, 1, 32, sum, 0);
        assertThat(bits(sum)).isEqualTo(bits(folded));
        kernel.copy(x, 0, PANEL, 2, PANEL, x, 2 * PANEL, PANEL);
        assertThat(bits(x)).isEqualTo(bits(moved));
    }
}
