package refrain.nn.operation;

/// How many rows of a product's left operand to take at a time while all panels of the right operand
/// pass by. So many that they stay in the second-level cache; but since the panels may come from memory
/// at each pass, up to 192 even where those do not fit. Chunks are about equal, so that none is too
/// short to hide its pass.
public final class RowChunk {
    /// 384 KiB: a third of the second-level cache of a server's core, half that of a smaller one.
    private static final int FLOATS = 96 * 1024;

    /// With half as many rows, which are the fewest of two chunks, a pass costs a few percent; with 36 a third.
    private static final int WORTH_A_PASS = 192;

    /// Tiles have at most six rows.
    private static final int TILE = 6;

    private RowChunk() {}

    /// @param rowFloats of the left operand read for each row
    /// @param rows there are
    public static int rows(int rowFloats, int rows) {
        int most = Math.max(WORTH_A_PASS, FLOATS / Math.max(1, rowFloats));
        int chunks = Math.max(1, Math.ceilDiv(rows, most));
        return Math.max(1, Math.ceilDiv(Math.ceilDiv(rows, chunks), TILE)) * TILE;
    }
}
