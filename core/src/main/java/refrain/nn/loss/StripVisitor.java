package refrain.nn.loss;

/// Sees the logits of a strip of rows before and after a trained softmax has turned them into gradients: row j's of
/// token v lies at `start + v·64 + j`.
public interface StripVisitor {
    /// Changes nothing.
    StripVisitor NONE = new StripVisitor() {
        @Override
        public void logits(float[] logits, int start, int first, int rows) {}

        @Override
        public void gradients(float[] gradients, int start, int first, int rows) {}
    };

    /// @param first row of the window that is row 0 of the strip
    void logits(float[] logits, int start, int first, int rows);

    /// @param first row of the window that is row 0 of the strip
    void gradients(float[] gradients, int start, int first, int rows);
}
