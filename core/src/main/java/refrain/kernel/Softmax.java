package refrain.kernel;

/// Softmax over a vocabulary of V tokens and its cross-entropy. For one row of logits l with target t:
/// ```
/// m = max l_v      e_v = exp(l_v − m)      s = Σ_v e_v      ln p_v = (l_v − m) − log(s)
/// gradient:  w = scale / s,   g_v = e_v·w,   then g_t ← g_t − scale
/// ```
/// The maximum starts at −∞ and is replaced by every greater l_v (NaN never is, and then shows in s). The sum adds e_v
/// to lane v mod 64, v ascending, lanes starting at +0; then lanes fold by halves: lane i takes lane i + 32, i + 16, ….
public interface Softmax {
    /// Rows of a strip.
    int STRIP = 16;

    /// Lanes of the sum.
    int LANES = 64;

    /// Floats of scratch space that every method asks for.
    int SCRATCH = LANES * STRIP + 2 * STRIP;

    /// Rows whose logits lie in a transposed panel: row j's logit of v at `start + v·64 + j`, for j < 16.
    /// @param targets target tokens; row j's at `first + j`
    /// @param logProbabilities receives ln p of row j's target at `first + j`
    record Strips(float[] logits, int vocabulary, int[] targets, float[] logProbabilities) {}

    /// ln p of each target.
    /// @param rows how many of the 16 rows are real; the others are computed and mean nothing
    void loss(Strips strips, int start, int first, int rows, float[] scratch);

    /// ln p of each target, and the gradient of `scale · −ln p` in place of the logits.
    void gradient(Strips strips, int start, int first, int rows, float scale, float[] scratch);

    /// m and log(s) of one row of `vocabulary` adjacent logits, into `scratch[0]` and `scratch[1]`. Where the maximum
    /// is zero with either sign, the sign of m is not defined; no ln p depends on it.
    void normalizer(float[] logits, int start, int vocabulary, float[] scratch);

    /// The greatest of `count` adjacent elements, −∞ if there is none; NaN is never greater. The sign of a greatest
    /// zero is not defined. `scratch` is as large as for the other methods.
    float maximum(float[] x, int start, int count, float[] scratch);

    /// The definition.
    static Softmax plain() {
        return new PlainSoftmax();
    }
}
