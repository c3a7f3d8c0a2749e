package refrain.kernel;

/// The definition of [Products], in the order i-k-j that lets the JIT vectorise the innermost loop.
final class PlainProducts implements Products {
    @Override
    public void multiply(
            Layout layout, int rows, int inner, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
        for (int m = 0; m < rows; m++) {
            for (int k = 0; k < inner; k++) {
                float x = a[aStart + m * layout.aRow() + k * layout.aInner()];
                addMultiple(x, b, bStart + k * PANEL, c, cStart + m * layout.cRow(), layout.columns());
            }
        }
    }

    private static void addMultiple(float x, float[] b, int bAt, float[] c, int cAt, int columns) {
        for (int n = 0; n < columns; n++) {
            c[cAt + n] = Math.fma(x, b[bAt + n], c[cAt + n]);
        }
    }
}
