package refrain.nn.operation;

/// How many rows of a product's left operand to take at a time: so many that they stay in the second-level cache while
/// all panels of the right operand pass by. Panels stream well, for they lie in one piece; rows do not.
public final class RowChunk {
    /// 384 KiB: a third of the second-level cache of a server's core, half that of a smaller one.
    private static final int FLOATS = 96 * 1024;

    /// Tiles have at most six rows.
    private static final int TILE = 6;

    private RowChunk() {}

    /// @param rowFloats of the left operand read for each row
    public static int rows(int rowFloats) {
        return Math.max(1, FLOATS / (TILE * Math.max(1, rowFloats))) * TILE;
    }
}
