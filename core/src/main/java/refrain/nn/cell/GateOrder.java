package refrain.nn.cell;

import refrain.kernel.Cells;
import refrain.kernel.Products;

/// How the rows of a recurrent layer's weights are spread over panels of 64 columns, four slots of 16. In a gated cell
/// a panel holds all gates of 16 units, one gate a slot, so that a panel's product ends with everything the cell update
/// of those units needs; in a simple cell it holds 64 units.
/// @param unitsPerPanel 16 or 64
/// @param firstSlot the first slot that this product fills
/// @param gates for each slot filled, the gate's number in the weights; of a simple cell, the number 0
public record GateOrder(int unitsPerPanel, int firstSlot, int... gates) {
    /// Units of a panel whose cell has no gates.
    public static final int SIMPLE = Products.PANEL;

    /// Units of a panel whose cell has gates.
    public static final int GATED = Cells.BLOCK;

    private static final int SLOT = Cells.BLOCK;

    /// Panels of a layer of `stride` units, padding included.
    public int panels(int stride) {
        return (stride + unitsPerPanel - 1) / unitsPerPanel;
    }

    /// Columns that this product fills in panel `panel` of a layer of `stride` units.
    public int columns(int panel, int stride) {
        return unitsPerPanel == SIMPLE ? Math.min(SIMPLE, stride - panel * SIMPLE) : gates.length * SLOT;
    }

    /// First column that this product fills.
    public int firstColumn() {
        return firstSlot * SLOT;
    }

    /// The unit at `column` of what this product fills in panel `panel`.
    public int unit(int panel, int column) {
        return unitsPerPanel == SIMPLE ? panel * SIMPLE + column : panel * GATED + column % SLOT;
    }

    /// The gate at `column`.
    public int gate(int column) {
        return unitsPerPanel == SIMPLE ? 0 : gates[column / SLOT];
    }
}
