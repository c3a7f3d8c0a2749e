package refrain.kernel;

/// Sums over the rows of a matrix, one accumulator for each element, rows ascending. Columns are a multiple of 16.
public interface Sums {
    /// `to[i] ← to[i] + Σ_r x[start + r·stride + i]` for i < columns, r = 0, 1, … < rows.
    void addRows(float[] x, int start, int stride, int rows, int columns, float[] to, int toAt);

    /// Adds each row to the sum of its group, 64 floats a row and a sum: for r = 0, 1, … < rows and i < 64,
    /// ```
    /// s = to + groups[r]·64 + i      sums[s] ← fma(scales[r], x[start + r·64 + i], sums[s])
    /// ```
    void addByGroup(int rows, int[] groups, float[] scales, float[] x, int start, float[] sums, int to);

    /// The definition.
    static Sums plain() {
        return new PlainSums();
    }
}
