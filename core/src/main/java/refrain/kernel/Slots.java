package refrain.kernel;

/// A worker's own room for rows of panels, laid out anew: the 16 columns of a slot, row after row, in one piece.
/// [Products] read them across, as transposed left operands. Where they lie in a panel, row after row is four
/// cache lines away, and all rows of a block share a quarter of the sets of the first-level cache with what else
/// is read.
/// ```
/// slots[slot·rows·16 + k·16 + i] = panel[k·64 + 16·slot + i]          k < rows, i < 16
/// ```
public final class Slots {
    /// Floats of a row of a slot.
    public static final int WIDTH = 16;

    /// How many floats there are: 256 KiB, which stay in the second-level cache while they are read.
    public static final int FLOATS = 1 << 16;

    /// From the array's first element to the next cache line, as with [Slab].
    private static final int LEAD = 12;

    /// What a worker's slots take.
    public static final long BYTES = (long) Float.BYTES * (LEAD + FLOATS);

    private final float[] floats = new float[LEAD + FLOATS];

    /// All zero.
    public Slots() {}

    /// The array.
    public float[] floats() {
        return floats;
    }

    /// Index of row `row` of slot `slot`.
    /// @param rows of every slot
    public int at(int slot, int rows, int row) {
        return LEAD + (slot * rows + row) * WIDTH;
    }

    /// Takes some rows of adjacent slots from a panel.
    /// @param kernel that copies
    /// @param from index of the first slot's first column in the first row
    /// @param count rows that are taken
    /// @param first slot that is written first
    /// @param slots how many are taken
    /// @param rows of every slot
    public void take(Rows kernel, float[] panel, int from, int count, int first, int slots, int rows) {
        kernel.cut(panel, from, count, slots, floats, at(first, rows, 0), rows * WIDTH);
    }
}
