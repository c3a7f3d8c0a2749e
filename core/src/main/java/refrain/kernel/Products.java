package refrain.kernel;

/// Matrix products on panels: the one operation nearly all of training time goes to.
/// ```
/// C[m,n] ← C[m,n] + Σ_k A[m,k]·B[k,n]      m < rows, k < inner, n < layout.columns
/// ```
/// Each element of C is one accumulator: it is loaded, takes `fma(A[m,k], B[k,n], C[m,n])` for k = 0, 1, … in ascending
/// order, and is stored. Tiling, vector width and threads only choose which elements are computed together, so every
/// implementation gives the same bits, and a product over k may be cut anywhere and continued.
public interface Products {
    /// Columns of a panel; panels of B follow each other, each row of a panel 64 floats after the one before.
    int PANEL = 64;

    /// Where elements lie, from the start given with each array: `B[k,n]` at `k·64 + n`, `C[m,n]` at `m·cRow + n`, and
    /// `A[m,k]` at `m·aRow + k`, or where A is a [slot][Slots] read across, at `k·16 + m`.
    /// @param columns columns of B and C: a multiple of 16 and at most 64
    /// @param across whether A is a slot read across, of at most 16 rows; then `aRow` is 1
    /// @param streaming whether B comes from farther than the second-level cache, panel after panel; changes no bit
    record Layout(int columns, boolean across, boolean streaming, int aRow, int cRow) {
        public Layout {
            if (columns % 16 != 0 || columns < 16 || columns > PANEL) {
                throw new IllegalArgumentException("columns is %d; it must be 16, 32, 48 or 64".formatted(columns));
            }
        }

        /// A is row-major, its rows `aRow` floats apart.
        public static Layout rows(int columns, int aRow, int cRow) {
            return new Layout(columns, false, false, aRow, cRow);
        }

        /// A is a slot read across: its columns are the rows of the product.
        public static Layout across(int columns, int cRow) {
            return new Layout(columns, true, false, 1, cRow);
        }

        /// The same, of a B that streams or does not.
        public Layout streaming(boolean streams) {
            return new Layout(columns, across, streams, aRow, cRow);
        }

        /// Floats from `A[m,k]` to `A[m,k+1]`.
        public int aInner() {
            return across ? Slots.WIDTH : 1;
        }
    }

    /// C ← C + A·B as defined above.
    void multiply(
            Layout layout, int rows, int inner, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart);

    /// The definition.
    static Products plain() {
        return new PlainProducts();
    }
}
