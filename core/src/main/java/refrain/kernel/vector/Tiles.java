package refrain.kernel.vector;

/// A product small enough for its accumulators to stay in registers, a fixed number of vectors wide. Six rows of four
/// vectors or eight of three, with those of B and one or two of A, fill the 32 registers of 512 bits.
interface Tiles {
    /// Floats from one row of B to the next.
    int PANEL = 64;

    /// Floats of a cache line.
    int LINE = 16;

    /// The most rows of a tile.
    int mostRows();

    /// C[m,n] ← C[m,n] + Σ_k A[m,k]·B[k,n], k ascending, m < rows.
    ///
    /// A streaming tile also reads a word of each of `inner` cache lines of B, which brings them nearer: Java has
    /// no prefetch. That their sum is returned keeps the compiler from leaving the reads out.
    /// @param aRow floats from one row of A to the next, where A is not read across
    /// @param ahead index in B of the first of those lines
    /// @return what a streaming tile has read
    int multiply(
            int rows,
            int inner,
            float[] a,
            int aAt,
            int aRow,
            float[] b,
            int bAt,
            float[] c,
            int cAt,
            int cRow,
            int ahead);
}
