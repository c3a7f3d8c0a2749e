package refrain.kernel;

import refrain.kernel.random.CounterRandom;

final class PlainMasking implements Masking {
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
            int begin = start + row * stride;
            int number = element + row * elementStride;
            for (int i = 0; i < columns; i++) {
                x[begin + i] *= CounterRandom.bits(key, number + i) >= threshold ? scale : 0f;
            }
        }
    }
}
