package refrain.kernel.vector;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import refrain.kernel.Rows;

/// [Rows] a vector of columns at a time. Whole panels, which most rows are, have loops of their own: constant bounds
/// leave nothing to be decided at each row.
final class VectorRows implements Rows {
    private static final VectorSpecies<Float> S = Width.species(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int PANEL = 64;
    private static final int SLOT = 16;

    VectorRows() {}

    @Override
    public void add(float[] x, int start, int stride, int rows, int columns, float[] to, int toAt) {
        for (int row = 0; row < rows; row++) {
            int at = start + row * stride;
            for (int i = 0; i < columns; i += L) {
                FloatVector sum = FloatVector.fromArray(S, to, toAt + i);
                sum.add(FloatVector.fromArray(S, x, at + i)).intoArray(to, toAt + i);
            }
        }
    }

    @Override
    public void addByGroup(int rows, int[] groups, float[] scales, float[] x, int start, float[] sums, int to) {
        for (int row = 0; row < rows; row++) {
            FloatVector scale = FloatVector.broadcast(S, scales[row]);
            int from = start + row * PANEL;
            int at = to + groups[row] * PANEL;
            for (int i = 0; i < PANEL; i += L) {
                FloatVector sum = FloatVector.fromArray(S, sums, at + i);
                scale.fma(FloatVector.fromArray(S, x, from + i), sum).intoArray(sums, at + i);
            }
        }
    }

    @Override
    public void copy(float[] x, int start, int stride, int rows, int columns, float[] to, int toAt, int toStride) {
        if (columns == PANEL) {
            for (int row = 0; row < rows; row++) {
                copyPanel(x, start + row * stride, to, toAt + row * toStride);
            }
            return;
        }
        for (int row = 0; row < rows; row++) {
            int from = start + row * stride;
            int at = toAt + row * toStride;
            for (int i = 0; i < columns; i += L) {
                FloatVector.fromArray(S, x, from + i).intoArray(to, at + i);
            }
        }
    }

    @Override
    public void gather(int rows, int[] of, float[] x, int start, float[] to, int toAt) {
        for (int row = 0; row < rows; row++) {
            copyPanel(x, start + of[row] * PANEL, to, toAt + row * PANEL);
        }
    }

    private static void copyPanel(float[] x, int from, float[] to, int at) {
        for (int i = 0; i < PANEL; i += L) {
            FloatVector.fromArray(S, x, from + i).intoArray(to, at + i);
        }
    }

    @Override
    public void fill(float[] values, int start, int rows, float[] to, int toAt) {
        for (int row = 0; row < rows; row++) {
            FloatVector value = FloatVector.broadcast(S, values[start + row]);
            int at = toAt + row * PANEL;
            for (int i = 0; i < PANEL; i += L) {
                value.intoArray(to, at + i);
            }
        }
    }

    @Override
    public void cut(float[] panel, int start, int rows, int pieces, float[] to, int toAt, int pieceFloats) {
        if (pieces == PANEL / SLOT) {
            cutPanel(panel, start, rows, to, toAt, pieceFloats);
            return;
        }
        for (int piece = 0; piece < pieces; piece++) {
            copy(panel, start + piece * SLOT, PANEL, rows, SLOT, to, toAt + piece * pieceFloats, SLOT);
        }
    }

    private static void cutPanel(float[] panel, int start, int rows, float[] to, int toAt, int pieceFloats) {
        int second = toAt + pieceFloats;
        int third = second + pieceFloats;
        int fourth = third + pieceFloats;
        for (int row = 0; row < rows; row++) {
            int from = start + row * PANEL;
            int r = row * SLOT;
            for (int i = 0; i < SLOT; i += L) {
                FloatVector.fromArray(S, panel, from + i).intoArray(to, toAt + r + i);
                FloatVector.fromArray(S, panel, from + SLOT + i).intoArray(to, second + r + i);
                FloatVector.fromArray(S, panel, from + 2 * SLOT + i).intoArray(to, third + r + i);
                FloatVector.fromArray(S, panel, from + 3 * SLOT + i).intoArray(to, fourth + r + i);
            }
        }
    }
}
