package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static refrain.kernel.Floats.bits;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PanelsTest {
    private static final int START = 3;

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "16, 1", "63, 1", "64, 1", "65, 2", "128, 2", "129, 3", "650, 11", "10000, 157"})
    void count_coversTheColumns(int columns, int panels) {
        assertThat(Panels.count(columns)).isEqualTo(panels);
    }

    @Test
    void of_moreThanAnArrayHolds_isRefused() {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Panels.of(new Slab(), 1 << 20, 1 << 12));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48, 64, 80, 96, 112, 128, 144, 208, 400, 656, 1_152})
    void widths_areEvenAndCoverTheColumns(int columns) {
        int count = Panels.count(columns);
        int[] widths = new int[count];
        Arrays.setAll(widths, panel -> Panels.width(panel, columns));
        assertThat(Arrays.stream(widths).sum()).isEqualTo(columns);
        assertThat(Arrays.stream(widths).max().orElseThrow()
                        - Arrays.stream(widths).min().orElseThrow())
                .isLessThanOrEqualTo(16);
        assertThat(Arrays.stream(widths).filter(width -> width % 16 != 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 16", "1, 16", "3, 48", "15, 64", "17, 80", "33, 144", "65, 656"})
    void copyRows_putsEachElementWhereProductsReadIt(int rows, int columns) {
        int stride = columns + 5;
        float[] matrix = Floats.random(1, START + rows * stride);
        Panels panels = Panels.of(new Slab(), rows + 2, columns);
        panels.copyRows(Rows.plain(), matrix, START, stride, 0, rows);
        for (int panel = 0; panel < panels.count(); panel++) {
            for (int row = 0; row < rows + 2; row++) {
                for (int n = 0; n < 64; n++) {
                    boolean real = row < rows && n < panels.width(panel);
                    float expected = real ? matrix[START + row * stride + panels.first(panel) + n] : 0f;
                    assertThat(panels.floats()[panels.at(panel, row) + n]).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void copyRows_inShares_isTheSame() {
        float[] matrix = Floats.random(2, 31 * 144);
        Panels whole = Panels.of(new Slab(), 31, 144);
        Panels shares = Panels.of(new Slab(), 31, 144);
        whole.copyRows(Rows.plain(), matrix, 0, 144, 0, 31);
        int[] cuts = {0, 0, 1, 17, 31, 31};
        for (int i = 1; i < cuts.length; i++) {
            shares.copyRows(Rows.plain(), matrix, 0, 144, cuts[i - 1], cuts[i]);
        }
        assertThat(bits(shares.floats())).isEqualTo(bits(whole.floats()));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "3, 16", "16, 33", "15, 65", "16, 650"})
    void copyAcross_putsRowsIntoColumnsAndNothingBesideThem(int count, int rows) {
        int stride = rows + 4;
        float[] matrix = Floats.random(3, START + 16 * stride);
        Panels panels = Panels.of(new Slab(), rows, 128);
        panels.copyAcross(matrix, START, stride, count, 1, 32);
        for (int k = 0; k < rows; k++) {
            for (int n = 0; n < 64; n++) {
                boolean real = n >= 32 && n < 32 + count;
                float expected = real ? matrix[START + (n - 32) * stride + k] : 0f;
                assertThat(panels.floats()[panels.at(1, k) + n]).isEqualTo(expected);
            }
        }
    }

    @Test
    void panels_ofOneSlab_doNotOverlap() {
        Slab slab = new Slab();
        Panels first = Panels.of(slab, 3, 80);
        Panels second = Panels.of(slab, 3, 80);
        float[] ones = new float[240];
        Arrays.fill(ones, 1f);
        second.copyRows(Rows.plain(), ones, 0, 80, 0, 3);
        first.copyRows(Rows.plain(), new float[240], 0, 80, 0, 3);
        assertThat(second.floats()[second.at(1, 2)]).isEqualTo(1f);
        assertThat(first.floats()).isSameAs(second.floats());
    }
}
