package refrain.kernel.vector;

import refrain.kernel.Products;

/// [Products] cut into register tiles.
final class VectorProducts implements Products {
    private final int lanes;
    private final Tiles[] tiles;

    private VectorProducts(int lanes, Tiles[] tiles) {
        this.lanes = lanes;
        this.tiles = tiles;
    }

    static VectorProducts of(Width width) {
        return new VectorProducts(width.bits() / Float.SIZE, new Tiles[] {
            width.load(Tiles.class, VectorTiles1.class),
            width.load(Tiles.class, VectorTiles2.class),
            width.load(Tiles.class, VectorTiles3.class),
            width.load(Tiles.class, VectorTiles4.class)
        });
    }

    @Override
    public void multiply(
            Layout layout, int rows, int inner, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
        int columns = layout.columns();
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
        int count = (rows + Tiles.MOST_ROWS - 1) / Tiles.MOST_ROWS;
        for (int i = 0; i < count; i++) {
            int from = rows * i / count;
            int to = rows * (i + 1) / count;
            tile.multiply(
                    to - from,
                    inner,
                    a,
                    aAt + from * layout.aRow(),
                    layout.aRow(),
                    layout.aInner(),
                    b,
                    bAt,
                    c,
                    cAt + from * layout.cRow(),
                    layout.cRow());
        }
    }
}
