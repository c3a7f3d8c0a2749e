package refrain.nn;

import java.util.Arrays;
import refrain.kernel.Products;

/// The layouts of one kind of product for each width that a panel can have, made once so that a step allocates nothing.
final class Layouts {
    private static final int SLOT = 16;

    private final Products.Layout[] byWidth = new Products.Layout[Products.PANEL / SLOT];

    Layouts(int aRow, int aInner, int cRow) {
        Arrays.setAll(byWidth, i -> new Products.Layout((i + 1) * SLOT, aRow, aInner, cRow));
    }

    Products.Layout of(int columns) {
        return byWidth[columns / SLOT - 1];
    }
}
