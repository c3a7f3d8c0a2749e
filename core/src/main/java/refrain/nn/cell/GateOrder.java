package refrain.nn.cell;

import refrain.kernel.Cells;
import refrain.kernel.Panels;
import refrain.kernel.Products;

/// How the rows of a recurrent layer's weights are spread over panels of up to 64 columns, in slots of 16. In a gated
/// cell a panel holds all gates of 16 units, one gate a slot, so that a panel's product ends with everything the cell
/// update of those units needs; in a simple cell it holds up to 64 units, as [Panels] spread them.
/// @param gated whether the cell has gates
/// @param firstSlot the first slot that this product fills
/// @param gates for each slot filled, the gate's number in the weights; of a simple cell, the number 0
public record GateOrder(boolean gated, int firstSlot, int... gates) {
    private static final int SLOT = Cells.BLOCK;

    /// Panels of a layer of `stride` units, padding included.
    public int panels(int stride) {
        return Panels.count(width(stride));
    }

    /// Columns of all panels of a layer of `stride` units: what [Panels] are made for.
    public int width(int stride) {
        return gated ? Math.multiplyExact(stride / SLOT, Products.PANEL) : stride;
    }

    /// Columns that this product fills in panel `panel` of a layer of `stride` units.
    public int columns(int panel, int stride) {
        return gated ? gates.length * SLOT : Panels.width(panel, stride);
    }

    /// First column that this product fills.
    public int firstColumn() {
        return firstSlot * SLOT;
    }

    /// First unit of panel `panel` in a layer of `stride` units.
    public int firstUnit(int panel, int stride) {
        return gated ? panel * SLOT : Panels.first(panel, stride);
    }

    /// The unit at `column` of what this product fills in panel `panel` of a layer of `stride` units.
    public int unit(int panel, int column, int stride) {
        return firstUnit(panel, stride) + (gated ? column % SLOT : column);
    }

    /// The gate at `column`.
    public int gate(int column) {
        return gated ? gates[column / SLOT] : 0;
    }
}
