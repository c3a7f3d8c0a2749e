package refrain.nn.operation;

/// How many rows of a product's left operand to take at a time while all panels of the right operand pass by: so many
/// that
/// they stay in the second-level cache, but not fewer than make each pass worth its while, since the right operand may
/// come from memory each time.
public final class RowChunk {
    /// 384 KiB: a third of the second-level cache of a server's core, half that of a smaller one.
    private static final int FLOATS = 96 * 1024;

    /// With as many rows for each panel, what reading it takes hides behind the multiplications.
    private static final int LEAST = 192;

    /// Tiles have at most six rows.
    private static final int TILE = 6;

    private RowChunk() {}

    /// @param rowFloats of the left operand read for each row
    /// @param rows there are
    public static int rows(int rowFloats, int rows) {
        int most = Math.max(LEAST, FLOATS / Math.max(1, rowFloats));
        int chunks = Math.max(1, Math.ceilDiv(rows, most));
        return Math.max(1, Math.ceilDiv(Math.ceilDiv(rows, chunks), TILE)) * TILE;
    }
}
