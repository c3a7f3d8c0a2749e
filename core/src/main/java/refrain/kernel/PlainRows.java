package refrain.kernel;

import java.util.Arrays;

/// The definition of [Rows].
final class PlainRows implements Rows {
    private static final int PANEL = Products.PANEL;

    @Override
    public void add(float[] x, int start, int stride, int rows, int columns, float[] to, int toAt) {
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

    @Override
    public void copy(float[] x, int start, int stride, int rows, int columns, float[] to, int toAt, int toStride) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, start + row * stride, to, toAt + row * toStride, columns);
        }
    }

    @Override
    public void gather(int rows, int[] of, float[] x, int start, float[] to, int toAt) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, start + of[row] * PANEL, to, toAt + row * PANEL, PANEL);
        }
    }

    @Override
    public void fill(float[] values, int start, int rows, float[] to, int toAt) {
        for (int row = 0; row < rows; row++) {
            Arrays.fill(to, toAt + row * PANEL, toAt + (row + 1) * PANEL, values[start + row]);
        }
    }

    @Override
    public void cut(float[] panel, int start, int rows, int pieces, float[] to, int toAt, int pieceFloats) {
        for (int piece = 0; piece < pieces; piece++) {
            int from = start + piece * Slots.WIDTH;
            copy(panel, from, PANEL, rows, Slots.WIDTH, to, toAt + piece * pieceFloats, Slots.WIDTH);
        }
    }
}
