package refrain.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static refrain.kernel.random.CounterRandom.MIX_1;
import static refrain.kernel.random.CounterRandom.MIX_2;
import static refrain.kernel.random.CounterRandom.SHIFT_1;
import static refrain.kernel.random.CounterRandom.SHIFT_2;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import refrain.kernel.Masking;
import refrain.kernel.random.CounterRandom;

/// The definition of [Masking], operation by operation.
final class VectorMasking implements Masking {
    private static final VectorSpecies<Float> S = Width.species(MethodHandles.lookup());
    private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());

    @Override
    public void dropout(
            float[] x,
            int start,
            int rows,
            int columns,
            int stride,
            int element,
            int elementStride,
            long key,
            float rate) {
        int threshold = Masking.threshold(rate);
        float scale = Masking.scale(rate);
        for (int row = 0; row < rows; row++) {
            dropout(x, start + row * stride, columns, element + row * elementStride, key, threshold, scale);
        }
    }

    private static void dropout(float[] x, int start, int count, int element, long key, int threshold, float scale) {
        int i = 0;
        for (; i < S.loopBound(count); i += S.length()) {
            IntVector h = IntVector.broadcast(I, element + i).addIndex(1).lanewise(XOR, (int) key);
            h = h.lanewise(XOR, h.lanewise(LSHR, SHIFT_1)).mul(MIX_1);
            h = h.lanewise(XOR, h.lanewise(LSHR, SHIFT_2)).add((int) (key >>> Integer.SIZE));
            h = h.mul(MIX_2);
            h = h.lanewise(XOR, h.lanewise(LSHR, SHIFT_2));
            FloatVector factor =
                    FloatVector.zero(S).blend(scale, h.compare(GE, threshold).cast(S));
            FloatVector.fromArray(S, x, start + i).mul(factor).intoArray(x, start + i);
        }
        for (; i < count; i++) {
            x[start + i] *= CounterRandom.bits(key, element + i) >= threshold ? scale : 0f;
        }
    }
}
