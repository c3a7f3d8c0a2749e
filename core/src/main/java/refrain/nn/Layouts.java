package refrain.nn;

import java.util.Arrays;
import java.util.function.IntFunction;
import refrain.kernel.Products;

/// The layouts of one kind of product for each width that a panel can have, made once so that a step allocates nothing.
final class Layouts {
    private static final int SLOT = 16;

    private final Products.Layout[] byWidth = new Products.Layout[Products.PANEL / SLOT];

    private Layouts(IntFunction<Products.Layout> ofColumns) {
        Arrays.setAll(byWidth, i -> ofColumns.apply((i + 1) * SLOT));
    }

    /// A is row-major.
    static Layouts rows(int aRow, int cRow) {
        return new Layouts(columns -> Products.Layout.rows(columns, aRow, cRow));
    }

    /// A is a panel read across.
    static Layouts across(int cRow) {
        return new Layouts(columns -> Products.Layout.across(columns, cRow));
    }

    Products.Layout of(int columns) {
        return byWidth[columns / SLOT - 1];
    }
}
