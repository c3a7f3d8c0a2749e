package refrain.kernel.vector;

import refrain.kernel.Products;

/// [Products] cut into register tiles, and over k into blocks. Where B comes from farther than the second-level cache,
/// the first tiles of a block touch the lines that the block after the next begins with.
final class VectorProducts implements Products {
    /// Rows of B that all tiles of a product read before the next: 128 of 64 columns are 32 KiB, which stay in the
    /// first-level cache.
    private static final int BLOCK = 128;

    /// Rows of a long block: 256 KiB.
    private static final int LONG_BLOCK = 1024;

    /// How far ahead of the block B is touched, in floats: 64 KiB.
    private static final int AHEAD = 2 * BLOCK * PANEL;

    /// Tiles that together touch as much as their block holds, a line for each k.
    private static final int TOUCHING = PANEL / Tiles.LINE;

    private final int lanes;
    private final Tiles[] rowTiles;
    private final Tiles[] acrossTiles;
    private final Tiles[] rowStreaming;
    private final Tiles[] acrossStreaming;

    private VectorProducts(Width width) {
        lanes = width.bits() / Float.SIZE;
        rowTiles = tiles(width, false, false);
        acrossTiles = tiles(width, true, false);
        rowStreaming = tiles(width, false, true);
        acrossStreaming = tiles(width, true, true);
    }

    static VectorProducts of(Width width) {
        return new VectorProducts(width);
    }

    private static Tiles[] tiles(Width width, boolean across, boolean streaming) {
        return new Tiles[] {
            width.tiles(VectorTiles1.class, across, streaming),
            width.tiles(VectorTiles2.class, across, streaming),
            width.tiles(VectorTiles3.class, across, streaming),
            width.tiles(VectorTiles4.class, across, streaming)
        };
    }

    @Override
    public void multiply(
            Layout layout, int rows, int inner, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
        int columns = layout.columns();
        Tiles[] tiles = layout.across() ? acrossTiles : rowTiles;
        Tiles[] streaming = layout.across() ? acrossStreaming : rowStreaming;
        for (int n = 0; n < columns; ) {
            int vectors = vectors(columns - n);
            Tiles tile = tiles[vectors - 1];
            Tiles first = layout.passage() == Passage.TOUCHED_BLOCKS && n == 0 ? streaming[vectors - 1] : tile;
            multiply(first, tile, layout, rows, inner, a, aStart, b, bStart + n, c, cStart + n);
            n += vectors * lanes;
        }
    }

    /// Vectors of the next tile. 512 bits: up to four, a whole panel. 256 bits: two, because 16 registers hold no
    /// more beside six rows; 128 bits: four, the 16 columns that every panel is a multiple of.
    private int vectors(int columns) {
        return lanes == 16 ? columns / 16 : 16 / lanes;
    }

    private static void multiply(
            Tiles first,
            Tiles tile,
            Layout layout,
            int rows,
            int inner,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            float[] c,
            int cAt) {
        int block = layout.passage() == Passage.LONG_BLOCKS ? LONG_BLOCK : BLOCK;
        int most = rows <= tile.mostRows() ? inner : block; // B is read but once: nothing to keep in a cache
        int blocks = (inner + most - 1) / Math.max(1, most);
        for (int i = 0; i < blocks; i++) {
            int from = (int) ((long) inner * i / blocks);
            int to = (int) ((long) inner * (i + 1) / blocks);
            int k = to - from;
            multiplyBlock(first, tile, layout, rows, k, a, aAt + from * layout.aInner(), b, bAt + from * PANEL, c, cAt);
        }
    }

    /// Tiles of even height.
    private static void multiplyBlock(
            Tiles first,
            Tiles tile,
            Layout layout,
            int rows,
            int inner,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            float[] c,
            int cAt) {
        int aRow = layout.aRow();
        int cRow = layout.cRow();
        int count = (rows + tile.mostRows() - 1) / tile.mostRows();
        int lines = inner * Tiles.LINE;
        for (int i = 0, from = 0; i < count; i++) {
            int to = (int) ((long) rows * (i + 1) / count);
            int ahead = Math.max(0, Math.min(bAt + AHEAD + i * lines, b.length - lines));
            Tiles next = i < TOUCHING ? first : tile;
            next.multiply(to - from, inner, a, aAt + from * aRow, aRow, b, bAt, c, cAt + from * cRow, cRow, ahead);
            from = to;
        }
    }
}
