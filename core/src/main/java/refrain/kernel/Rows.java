package refrain.kernel;

/// What is done to the rows of matrices beside multiplying them: they are added, copied, filled. Columns are a multiple
/// of 16. Rows are short: `System.arraycopy` and `Arrays.fill` would take longer to be called than to work.
public interface Rows {
    /// `to[i] ← to[i] + Σ_r x[start + r·stride + i]` for i < columns, r = 0, 1, … < rows, one accumulator each. Arrays
    /// may be the same if what is read and what is written are not.
    void add(float[] x, int start, int stride, int rows, int columns, float[] to, int toAt);

    /// Adds each row to the sum of its group, 64 floats a row and a sum: for r = 0, 1, … < rows and i < 64,
    /// ```
    /// s = to + groups[r]·64 + i      sums[s] ← fma(scales[r], x[start + r·64 + i], sums[s])
    /// ```
    void addByGroup(int rows, int[] groups, float[] scales, float[] x, int start, float[] sums, int to);

    /// `to[toAt + r·toStride + i] ← x[start + r·stride + i]` for i < columns, r < rows; with a stride of 0, one row
    /// over and over. Arrays may be the same if what is read and what is written are not.
    void copy(float[] x, int start, int stride, int rows, int columns, float[] to, int toAt, int toStride);

    /// Copies to each row the one it names, of 64 floats each: `to[toAt + r·64 + i] ← x[start + of[r]·64 + i]`.
    void gather(int rows, int[] of, float[] x, int start, float[] to, int toAt);

    /// Each row with a value of its own: `to[toAt + r·64 + i] ← values[start + r]` for i < 64, r < rows.
    void fill(float[] values, int start, int rows, float[] to, int toAt);

    /// Rows of a panel, 64 floats after each other, cut into pieces of 16, each piece's rows after each other:
    /// ```
    /// to[toAt + s·pieceFloats + r·16 + i] ← panel[start + r·64 + s·16 + i]        i < 16, s < pieces, r < rows
    /// ```
    /// @param pieces at most four
    void cut(float[] panel, int start, int rows, int pieces, float[] to, int toAt, int pieceFloats);

    /// The definition.
    static Rows plain() {
        return new PlainRows();
    }
}
