package refrain.kernel.vector;

import refrain.kernel.Products;

/// [Products] cut into register tiles, and over k into blocks.
final class VectorProducts implements Products {
    /// Rows of B that all tiles of a product read before the next: 128 of 64 columns are 32 KiB, which stay in the
    /// first-level cache.
    private static final int BLOCK = 128;

    private final int lanes;
    private final Tiles[] rowTiles;
    private final Tiles[] acrossTiles;

    private VectorProducts(int lanes, Tiles[] rowTiles, Tiles[] acrossTiles) {
        this.lanes = lanes;
        this.rowTiles = rowTiles;
        this.acrossTiles = acrossTiles;
    }

    static VectorProducts of(Width width) {
        return new VectorProducts(width.bits() / Float.SIZE, tiles(width, false), tiles(width, true));
    }

    private static Tiles[] tiles(Width width, boolean across) {
        return new Tiles[] {
            width.tiles(VectorTiles1.class, across),
            width.tiles(VectorTiles2.class, across),
            width.tiles(VectorTiles3.class, across),
            width.tiles(VectorTiles4.class, across)
        };
    }

    @Override
    public void multiply(
            Layout layout, int rows, int inner, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
        int columns = layout.columns();
        Tiles[] tiles = layout.across() ? acrossTiles : rowTiles;
        for (int n = 0; n < columns; ) {
            int vectors = vectors(columns - n);
            multiply(tiles[vectors - 1], layout, rows, inner, a, aStart, b, bStart + n, c, cStart + n);
            n += vectors * lanes;
        }
    }

    /// Vectors of the next tile. 512 bits: up to four, a whole panel. 256 bits: two, because 16 registers hold no
    /// more beside six rows; 128 bits: four, the 16 columns that every panel is a multiple of.
    private int vectors(int columns) {
        return lanes == 16 ? columns / 16 : 16 / lanes;
    }

    private static void multiply(
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
        int most = rows <= tile.mostRows() ? inner : BLOCK; // B is read but once: nothing to keep in a cache
        int blocks = (inner + most - 1) / Math.max(1, most);
        for (int i = 0; i < blocks; i++) {
            int from = (int) ((long) inner * i / blocks);
            int to = (int) ((long) inner * (i + 1) / blocks);
            multiplyBlock(
                    tile, layout, rows, to - from, a, aAt + from * layout.aInner(), b, bAt + from * PANEL, c, cAt);
        }
    }

    /// Tiles of even height.
    private static void multiplyBlock(
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
        for (int i = 0, from = 0; i < count; i++) {
            int to = rows * (i + 1) / count;
            tile.multiply(to - from, inner, a, aAt + from * aRow, aRow, b, bAt, c, cAt + from * cRow, cRow);
            from = to;
        }
    }
}
