package refrain.kernel;

final class PlainActivations implements Activations {
    @Override
    public void sigmoid(float[] x, int start, int rows, int columns, int stride) {
        for (int row = 0; row < rows; row++) {
            int begin = start + row * stride;
            for (int i = begin; i < begin + columns; i++) {
                x[i] = Functions.sigmoid(x[i]);
            }
        }
    }

    @Override
    public void tanh(
            float[] from, int fromStart, int fromStride, float[] to, int toStart, int toStride, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            int source = fromStart + row * fromStride;
            int target = toStart + row * toStride;
            for (int i = 0; i < columns; i++) {
                to[target + i] = Functions.tanh(from[source + i]);
            }
        }
    }

    @Override
    public void exp(float[] x, int start, int count) {
        for (int i = start; i < start + count; i++) {
            x[i] = Functions.exp(x[i]);
        }
    }

    @Override
    public void log(float[] x, int start, int count) {
        for (int i = start; i < start + count; i++) {
            x[i] = Functions.log(x[i]);
        }
    }
}
