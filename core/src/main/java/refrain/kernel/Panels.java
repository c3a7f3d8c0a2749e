package refrain.kernel;

/// Copies between row-major matrices and panels of 64 columns, the layout in which [Products] read their right operand:
/// column n of row k lies at `(n / 64 · K + k) · 64 + n mod 64`, where K is the number of rows a panel has room for.
public final class Panels {
    private static final int WIDTH = Products.PANEL;

    private Panels() {}

    /// Panels needed for `columns` columns.
    public static int count(int columns) {
        return (columns + WIDTH - 1) / WIDTH;
    }

    /// Floats needed for a matrix of `rows × columns`.
    public static int size(int rows, int columns) {
        return Math.multiplyExact(Math.multiplyExact(count(columns), rows), WIDTH);
    }

    /// Columns of panel `panel` in a matrix of `columns`, a multiple of 16.
    public static int width(int panel, int columns) {
        return Math.min(WIDTH, columns - panel * WIDTH);
    }

    /// Copies rows `[from, to)` of a row-major matrix into panels that have room for `capacity` rows.
    /// @param columns columns to copy, a multiple of 16
    public static void copy(
            float[] matrix, int start, int stride, int columns, int from, int to, float[] panels, int capacity) {
        for (int panel = 0; panel < count(columns); panel++) {
            int width = width(panel, columns);
            for (int row = from; row < to; row++) {
                System.arraycopy(
                        matrix, start + row * stride + panel * WIDTH, panels, (panel * capacity + row) * WIDTH, width);
            }
        }
    }

    /// Transposes rows `[64·panel, 64·panel + 64)` of a row-major matrix of `rows` rows into one panel
    /// `[columns][64]`; rows beyond the last are zero.
    public static void transpose(
            float[] matrix, int start, int stride, int rows, int columns, int panel, float[] panels) {
        int at = panel * columns * WIDTH;
        for (int lane = 0; lane < WIDTH; lane++) {
            int row = panel * WIDTH + lane;
            if (row < rows) {
                scatter(matrix, start + row * stride, columns, panels, at + lane);
            } else {
                clear(columns, panels, at + lane);
            }
        }
    }

    private static void scatter(float[] from, int fromAt, int count, float[] to, int toAt) {
        for (int i = 0; i < count; i++) {
            to[toAt + i * WIDTH] = from[fromAt + i];
        }
    }

    private static void clear(int count, float[] to, int toAt) {
        for (int i = 0; i < count; i++) {
            to[toAt + i * WIDTH] = 0;
        }
    }
}
