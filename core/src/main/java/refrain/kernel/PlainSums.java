package refrain.kernel;

/// The definition of [Sums].
final class PlainSums implements Sums {
    private static final int PANEL = Products.PANEL;

    @Override
    public void addRows(float[] x, int start, int stride, int rows, int columns, float[] to, int toAt) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < columns; i++) {
                to[toAt + i] += x[start + row * stride + i];
            }
        }
    }

    @Override
    public void addByGroup(int rows, int[] groups, float[] scales, float[] x, int start, float[] sums, int to) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < PANEL; i++) {
                int at = to + groups[row] * PANEL + i;
                sums[at] = Math.fma(scales[row], x[start + row * PANEL + i], sums[at]);
            }
        }
    }
}
