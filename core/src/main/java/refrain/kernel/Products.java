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

    /// How the tiles of a product go through a panel of B.
    enum Passage {
        /// All tiles through a block over k that the first-level cache holds, then through the next.
        BLOCKS,
        /// The same, while the first tiles of a block touch a later one.
        TOUCHED_BLOCKS,
        /// The same, of blocks that the second-level cache holds.
        LONG_BLOCKS;

        private static final Passage FOR_FEW = Processor.passageForFewRows();
    }

    /// Where elements lie, from the start given with each array: `B[k,n]` at `k·64 + n`, `C[m,n]` at `m·cRow + n`, and
    /// `A[m,k]` at `m·aRow + k`, or where A is a [slot][Slots] read across, at `k·16 + m`.
    /// @param columns columns of B and C: a multiple of 16 and at most 64
    /// @param across whether A is a slot read across, of at most 16 rows; then `aRow` is 1
    /// @param passage how tiles go through B; changes no bit
    record Layout(int columns, boolean across, Passage passage, int aRow, int cRow) {
        public Layout {
            if (columns % 16 != 0 || columns < 16 || columns > PANEL) {
                throw new IllegalArgumentException("columns is %d; it must be 16, 32, 48 or 64".formatted(columns));
            }
        }

        /// A is row-major, its rows `aRow` floats apart.
        public static Layout rows(int columns, int aRow, int cRow) {
            return new Layout(columns, false, Passage.BLOCKS, aRow, cRow);
        }

        /// A is a slot read across: its columns are the rows of the product.
        public static Layout across(int columns, int cRow) {
            return new Layout(columns, true, Passage.BLOCKS, 1, cRow);
        }

        /// The same, of a B that comes from farther than the second-level cache, panel after panel, or does not.
        public Layout streaming(boolean streams) {
            return in(streams ? Passage.TOUCHED_BLOCKS : Passage.BLOCKS);
        }

        /// The same, where that B serves so few rows of A that fetching it shows.
        public Layout streamingForFew(boolean streams) {
            return in(streams ? Passage.FOR_FEW : Passage.BLOCKS);
        }

        /// The same, whether B streams or not.
        public Layout inLongBlocks() {
            return in(Passage.LONG_BLOCKS);
        }

        private Layout in(Passage passage) {
            return new Layout(columns, across, passage, aRow, cRow);
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
