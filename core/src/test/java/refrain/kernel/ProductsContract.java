package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static refrain.kernel.Floats.UNTOUCHED;
import static refrain.kernel.Floats.bits;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every implementation of [Products] must do, against the definition written out here once more.
abstract class ProductsContract {
    private static final int[] SIZES = {0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 650};
    private static final int PANEL = Products.PANEL;

    /// Elements before the first of A, B and C.
    private static final int LEAD = 5;

    private final Products products;

    ProductsContract(Products products) {
        this.products = products;
    }

    private static Stream<Arguments> sizes() {
        return IntStream.of(SIZES)
                .boxed()
                .flatMap(rows -> IntStream.of(SIZES).mapToObj(inner -> Arguments.of(rows, inner)));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void multiply_ofRowMajorA_equalsDefinition(int rows, int inner) {
        int columns = columns(rows + inner);
        check(new Case(Products.Layout.rows(columns, inner + 2, columns + 9), rows, inner));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void multiply_ofTransposedA_equalsDefinition(int rows, int inner) {
        int most = Math.min(rows, Slots.WIDTH);
        check(new Case(Products.Layout.across(columns(rows + inner + 1), PANEL), most, inner));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48, 64})
    void multiply_ofEachWidth_equalsDefinition(int columns) {
        for (int rows = 1; rows <= 20; rows++) {
            check(new Case(Products.Layout.rows(columns, 29, columns), rows, 29));
            check(new Case(Products.Layout.across(columns, 3 * columns + 1), Math.min(rows, Slots.WIDTH), 29));
        }
    }

    /// Its arrays end with what is multiplied, so that nothing beyond can be touched.
    @ParameterizedTest
    @MethodSource("sizes")
    void multiply_ofStreamingB_equalsDefinition(int rows, int inner) {
        int columns = columns(rows + inner);
        check(new Case(Products.Layout.rows(columns, inner + 1, columns + 3).streaming(true), rows, inner));
        check(new Case(Products.Layout.rows(columns, inner, columns).streamingForFew(true), rows, inner));
        check(new Case(Products.Layout.across(columns, columns).streaming(true), Math.min(rows, Slots.WIDTH), inner));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 130, 1_024, 1_025, 2_049})
    void multiply_inLongBlocks_equalsDefinition(int inner) {
        for (int columns = 16; columns <= PANEL; columns += 16) {
            check(new Case(Products.Layout.rows(columns, inner + 1, PANEL).inLongBlocks(), 13, inner));
            check(new Case(Products.Layout.across(columns, columns).inLongBlocks(), 11, inner));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48, 64})
    void multiply_ofSpecialValues_equalsDefinition(int columns) {
        Case c = new Case(Products.Layout.rows(columns, 40, columns + 3), 13, 40);
        float[] a = Floats.special(7, c.a.length, 40);
        float[] b = Floats.special(8, c.b.length, 60);
        System.arraycopy(a, 0, c.a, 0, a.length);
        System.arraycopy(b, 0, c.b, 0, b.length);
        check(c);
    }

    @Test
    void multiply_ofOneSpecialValue_spoilsItsRowAlone() {
        Case c = new Case(Products.Layout.rows(PANEL, 9, PANEL), 7, 9);
        c.a[LEAD + 3 * 9 + 4] = Float.NaN;
        float[] result = c.run(products);
        for (int m = 0; m < 7; m++) {
            for (int n = 0; n < PANEL; n++) {
                assertThat(Float.isNaN(result[c.at(m, n)])).isEqualTo(m == 3);
            }
        }
    }

    @Test
    void multiply_ofSubnormalResults_keepsThem() {
        Case c = new Case(Products.Layout.rows(16, 2, 16), 2, 2);
        Arrays.fill(c.a, 0x1p-100f);
        Arrays.fill(c.b, 0x1p-40f);
        Arrays.fill(c.c, 0f);
        assertThat(Arrays.copyOfRange(c.run(products), c.at(0, 0), c.at(0, 16))).containsOnly(0x1p-139f);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 16, 99, 100})
    void multiply_cutOverK_isTheSame(int cut) {
        Case c = new Case(Products.Layout.rows(48, 100, 50), 11, 100);
        float[] whole = c.run(products);
        float[] parts = c.c.clone();
        products.multiply(c.layout, 11, cut, c.a, LEAD, c.b, LEAD, parts, LEAD);
        products.multiply(c.layout, 11, 100 - cut, c.a, LEAD + cut, c.b, LEAD + cut * PANEL, parts, LEAD);
        assertThat(bits(parts)).isEqualTo(bits(whole));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 6, 12, 22, 23})
    void multiply_cutOverRows_isTheSame(int cut) {
        Case c = new Case(Products.Layout.rows(64, 20, 64), 23, 20);
        float[] whole = c.run(products);
        float[] parts = c.c.clone();
        products.multiply(c.layout, 23 - cut, 20, c.a, LEAD + cut * 20, c.b, LEAD, parts, LEAD + cut * 64);
        products.multiply(c.layout, cut, 20, c.a, LEAD, c.b, LEAD, parts, LEAD);
        assertThat(bits(parts)).isEqualTo(bits(whole));
    }

    /// The bits of one product on every machine.
    @Test
    void multiply_ofGivenNumbers_hasTheCommittedBits() {
        float[] c = Floats.random(3, 20 * PANEL);
        Products.Layout layout = Products.Layout.rows(PANEL, 300, PANEL);
        products.multiply(layout, 20, 300, Floats.random(1, 20 * 300), 0, Floats.random(2, 300 * PANEL), 0, c, 0);
        assertThat(Floats.digest(c)).isEqualTo(2999027687L);
    }

    private static int columns(int salt) {
        return 16 + salt % 4 * 16;
    }

    private void check(Case c) {
        assertThat(bits(c.run(products))).isEqualTo(bits(c.expected()));
    }

    /// One product, its arrays as short as they may be. What it must not read is NaN, what it must not write is a
    /// guard.
    private static final class Case {
        final Products.Layout layout;
        final int rows;
        final int inner;
        final float[] a;
        final float[] b;
        final float[] c;

        Case(Products.Layout layout, int rows, int inner) {
            this.layout = layout;
            this.rows = rows;
            this.inner = inner;
            a = Floats.filled(length(rows, layout.aRow(), inner, layout.aInner()), Float.NaN);
            b = Floats.filled(length(inner, PANEL, layout.columns(), 1), Float.NaN);
            c = Floats.filled(length(rows, layout.cRow(), layout.columns(), 1) + LEAD, UNTOUCHED);
            scatter(a, 1, rows, layout.aRow(), inner, layout.aInner());
            scatter(b, 2, inner, PANEL, layout.columns(), 1);
            scatter(c, 3, rows, layout.cRow(), layout.columns(), 1);
        }

        private static int length(int rows, int rowStride, int columns, int columnStride) {
            return rows == 0 || columns == 0 ? LEAD : LEAD + (rows - 1) * rowStride + (columns - 1) * columnStride + 1;
        }

        private static void scatter(float[] to, long seed, int rows, int rowStride, int columns, int columnStride) {
            float[] x = Floats.random(seed, rows * columns);
            for (int i = 0; i < x.length; i++) {
                to[LEAD + i / columns * rowStride + i % columns * columnStride] = x[i];
            }
        }

        int at(int m, int n) {
            return LEAD + m * layout.cRow() + n;
        }

        float[] run(Products products) {
            float[] result = c.clone();
            products.multiply(layout, rows, inner, a, LEAD, b, LEAD, result, LEAD);
            return result;
        }

        float[] expected() {
            float[] result = c.clone();
            for (int m = 0; m < rows; m++) {
                for (int n = 0; n < layout.columns(); n++) {
                    float sum = result[at(m, n)];
                    for (int k = 0; k < inner; k++) {
                        float x = a[LEAD + m * layout.aRow() + k * layout.aInner()];
                        sum = Math.fma(x, b[LEAD + k * PANEL + n], sum);
                    }
                    result[at(m, n)] = sum;
                }
            }
            return result;
        }
    }
}
