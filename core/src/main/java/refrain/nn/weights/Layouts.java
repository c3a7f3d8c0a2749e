package refrain.nn.weights;

import java.util.Arrays;
import java.util.function.IntFunction;
import refrain.kernel.Products;

/// The layouts of one kind of product for each width that a panel can have, made once so that a step allocates nothing.
public final class Layouts {
    private static final int SLOT = 16;

    private final Products.Layout[] byWidth = new Products.Layout[Products.PANEL / SLOT];

    private Layouts(IntFunction<Products.Layout> ofColumns) {
        Arrays.setAll(byWidth, i -> ofColumns.apply((i + 1) * SLOT));
    }

    /// A is row-major.
    public static Layouts rows(int aRow, int cRow) {
        return new Layouts(columns -> Products.Layout.rows(columns, aRow, cRow));
    }

    /// A is a slot read across.
    public static Layouts across(int cRow) {
        return new Layouts(columns -> Products.Layout.across(columns, cRow));
    }

    /// The same, in [long blocks][Products.Layout#inLongBlocks].
    public Layouts inLongBlocks() {
        return new Layouts(columns -> of(columns).inLongBlocks());
    }

    /// The same, of a right operand that streams or does not.
    public Layouts streaming(boolean streams) {
        return new Layouts(columns -> of(columns).streaming(streams));
    }

    public Products.Layout of(int columns) {
        return byWidth[columns / SLOT - 1];
    }
}
