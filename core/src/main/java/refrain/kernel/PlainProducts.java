package refrain.kernel;

/// The definition of [Products]: eight columns of a row at a time. The JIT does not turn these loops into
/// vectors, since B and C may be one array; eight accumulators of their own hide the latency of the
/// multiply-adds and are 2.5 times as fast as adding to C in memory.
final class PlainProducts implements Products {
    private static final int COLUMNS = 8;

    @Override
    public void multiply(
            Layout layout, int rows, int inner, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
        for (int m = 0; m < rows; m++) {
            int row = aStart + m * layout.aRow();
            for (int n = 0; n < layout.columns(); n += COLUMNS) {
                addProduct(inner, a, row, layout.aInner(), b, bStart + n, c, cStart + m * layout.cRow() + n);
            }
        }
    }

    private static void addProduct(int inner, float[] a, int aAt, int aInner, float[] b, int bAt, float[] c, int at) {
        float c0 = c[at];
        float c1 = c[at + 1];
        float c2 = c[at + 2];
        float c3 = c[at + 3];
        float c4 = c[at + 4];
        float c5 = c[at + 5];
        float c6 = c[at + 6];
        float c7 = c[at + 7];
        for (int k = 0, p = bAt; k < inner; k++, p += PANEL) {
            float x = a[aAt + k * aInner];
            c0 = Math.fma(x, b[p], c0);
            c1 = Math.fma(x, b[p + 1], c1);
            c2 = Math.fma(x, b[p + 2], c2);
            c3 = Math.fma(x, b[p + 3], c3);
            c4 = Math.fma(x, b[p + 4], c4);
            c5 = Math.fma(x, b[p + 5], c5);
            c6 = Math.fma(x, b[p + 6], c6);
            c7 = Math.fma(x, b[p + 7], c7);
        }
        c[at] = c0;
        c[at + 1] = c1;
        c[at + 2] = c2;
        c[at + 3] = c3;
        c[at + 4] = c4;
        c[at + 5] = c5;
        c[at + 6] = c6;
        c[at + 7] = c7;
    }
}
