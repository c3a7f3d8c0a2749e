package refrain.kernel.vector;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import refrain.kernel.Sums;

/// [Sums] a vector of columns at a time.
final class VectorSums implements Sums {
    private static final VectorSpecies<Float> S = Width.species(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int PANEL = 64;

    VectorSums() {}

    @Override
    public void addRows(float[] x, int start, int stride, int rows, int columns, float[] to, int toAt) {
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
}
