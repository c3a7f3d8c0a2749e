package refrain.kernel;

/// A matrix as [Products] read their right operand: in panels of up to 64 columns, each panel's rows 64 floats apart.
/// Where columns do not fill all panels, they are spread evenly, since a narrow panel costs nearly as much as a wide
/// one. Columns come in slots of 16.
public final class Panels {
    private static final int WIDTH = Products.PANEL;
    private static final int SLOT = 16;

    /// Floats that surely stay in the second-level cache beside what else is there: 512 KiB.
    private static final long CACHED = 128 * 1024;

    private final float[] floats;
    private final int start;
    private final int rows;
    private final int columns;

    private Panels(Slab.Span span, int rows, int columns) {
        this.floats = span.floats();
        this.start = span.start();
        this.rows = rows;
        this.columns = columns;
    }

    /// Room for a matrix of `rows × columns`, all zero.
    /// @param columns a multiple of 16
    public static Panels of(Slab slab, int rows, int columns) {
        return new Panels(slab.of(Math.multiplyExact(Math.multiplyExact(count(columns), rows), WIDTH)), rows, columns);
    }

    /// Panels needed for `columns` columns.
    public static int count(int columns) {
        return (columns + WIDTH - 1) / WIDTH;
    }

    /// First column of panel `panel` in a matrix of `columns`, a multiple of 16; that of panel [#count] is the end.
    public static int first(int panel, int columns) {
        return columns == 0 ? 0 : (int) ((long) columns / SLOT * panel / count(columns)) * SLOT;
    }

    /// Columns of panel `panel` in a matrix of `columns`, a multiple of 16.
    public static int width(int panel, int columns) {
        return first(panel + 1, columns) - first(panel, columns);
    }

    /// The array, which may hold other things, too.
    public float[] floats() {
        return floats;
    }

    /// Whether a worker that reads a `share`-th of the panels over and over finds them beyond its second-level cache.
    public boolean stream(int share) {
        return (long) count() * rows * WIDTH / share > CACHED;
    }

    /// Rows of the matrix.
    public int rows() {
        return rows;
    }

    /// The number of panels.
    public int count() {
        return count(columns);
    }

    /// First column of a panel.
    public int first(int panel) {
        return first(panel, columns);
    }

    /// Columns of a panel.
    public int width(int panel) {
        return width(panel, columns);
    }

    /// Index of the first column of the first row of a panel.
    public int at(int panel) {
        return start + panel * rows * WIDTH;
    }

    /// Index of the first column of row `row` of a panel.
    public int at(int panel, int row) {
        return start + (panel * rows + row) * WIDTH;
    }

    /// Copies the transpose of 16 rows of a row-major matrix, or as many as there are, into the rows of one slot.
    /// ```
    /// panel[k][slot + i] ← matrix[from + i·stride + k]      i < count, k < rows
    /// ```
    /// @param column first column of the slot within the panel
    /// @param count rows of the matrix, at most 16; columns beyond them stay as they are
    public void copyAcross(float[] matrix, int from, int stride, int count, int panel, int column) {
        for (int k = 0; k < rows; k += SLOT) {
            Panels.transpose(
                    matrix, from + k, stride, count, Math.min(SLOT, rows - k), floats, at(panel, k) + column, WIDTH);
        }
    }

    /// `to[c·toStride + r] ← from[r·fromStride + c]` for r < rows, c < columns.
    public static void transpose(
            float[] from, int fromAt, int fromStride, int rows, int columns, float[] to, int toAt, int toStride) {
        for (int c = 0; c < columns; c++) {
            int source = fromAt + c;
            int target = toAt + c * toStride;
            if (rows == SLOT) {
                gather(from, source, fromStride, to, target);
            } else {
                for (int r = 0; r < rows; r++) {
                    to[target + r] = from[source + r * fromStride];
                }
            }
        }
    }

    /// Sixteen at once, without a loop: nearly all transposed columns are whole slots.
    private static void gather(float[] from, int at, int stride, float[] to, int target) {
        int half = at + 8 * stride;
        to[target] = from[at];
        to[target + 1] = from[at + stride];
        to[target + 2] = from[at + 2 * stride];
        to[target + 3] = from[at + 3 * stride];
        to[target + 4] = from[at + 4 * stride];
        to[target + 5] = from[at + 5 * stride];
        to[target + 6] = from[at + 6 * stride];
        to[target + 7] = from[at + 7 * stride];
        to[target + 8] = from[half];
        to[target + 9] = from[half + stride];
        to[target + 10] = from[half + 2 * stride];
        to[target + 11] = from[half + 3 * stride];
        to[target + 12] = from[half + 4 * stride];
        to[target + 13] = from[half + 5 * stride];
        to[target + 14] = from[half + 6 * stride];
        to[target + 15] = from[half + 7 * stride];
    }

    /// Copies a row of a row-major matrix into row `row`.
    public void copyRow(float[] matrix, int from, int row) {
        for (int panel = 0; panel < count(); panel++) {
            System.arraycopy(matrix, from + first(panel), floats, at(panel, row), width(panel));
        }
    }

    /// Copies rows `[from, to)` of a row-major matrix into the same rows.
    /// @param kernel that copies
    /// @param matrixStart index of row 0
    public void copyRows(Rows kernel, float[] matrix, int matrixStart, int stride, int from, int to) {
        for (int row = from; row < to; row += SLOT) {
            copySome(kernel, matrix, matrixStart + row * stride, stride, row, Math.min(SLOT, to - row));
        }
    }

    /// So few rows that the matrix is read row after row, more or less, as the processor fetches it ahead.
    private void copySome(Rows kernel, float[] matrix, int start, int stride, int row, int count) {
        for (int panel = 0; panel < count(); panel++) {
            int from = start + first(panel);
            kernel.copy(matrix, from, stride, count, width(panel), floats, at(panel, row), WIDTH);
        }
    }
}
