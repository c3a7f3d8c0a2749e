package refrain.kernel.vector;

/// A product small enough for its accumulators to stay in registers, a fixed number of vectors wide.
interface Tiles {
    /// Floats from one row of B to the next.
    int PANEL = 64;

    /// The most rows of a tile: six rows of four vectors, four of B and one of A fill 29 of 32 registers.
    int MOST_ROWS = 6;

    /// C[m,n] ← C[m,n] + Σ_k A[m,k]·B[k,n], k ascending, m < rows ≤ 6.
    void multiply(
            int rows,
            int inner,
            float[] a,
            int aAt,
            int aRow,
            int aInner,
            float[] b,
            int bAt,
            float[] c,
            int cAt,
            int cRow);
}
