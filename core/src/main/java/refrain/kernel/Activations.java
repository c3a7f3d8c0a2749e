package refrain.kernel;

/// [Functions] over ranges of arrays. Every element is computed by itself, so that neither the width of a vector nor
/// the way a range is cut changes a bit; NaN stays NaN, but which of the NaNs is not defined.
///
/// A block has `rows` rows of `columns` elements; its rows begin `stride` elements apart.
public interface Activations {
    /// The definition, in plain Java.
    static Activations plain() {
        return new PlainActivations();
    }

    /// x ← σ(x) over a block.
    void sigmoid(float[] x, int start, int rows, int columns, int stride);

    /// to ← tanh(from), block to block. The blocks may be the same one; otherwise they must not overlap.
    void tanh(
            float[] from, int fromStart, int fromStride, float[] to, int toStart, int toStride, int rows, int columns);

    /// x ← e^x over `count` elements.
    void exp(float[] x, int start, int count);

    /// x ← ln x over `count` elements.
    void log(float[] x, int start, int count);
}
