package refrain.nn.operation;

import refrain.kernel.Masking;

/// Dropout of whole tokens: a token of the vocabulary is zero wherever it stands in the window, or scaled by
/// 1/(1 − rate).
/// @param rate of dropping, 0 for none
/// @param site the place in the network that the masks belong to
/// @see <a href="https://arxiv.org/abs/1512.05287">Gal and Ghahramani (2016)</a>
public record TokenDropout(float rate, int site) {
    /// What the rows of a token are multiplied by.
    /// @param key of this update's masks
    public float scale(long key, int token) {
        if (rate == 0) {
            return 1;
        }
        return Masking.keeps(key, token, rate) ? Masking.scale(rate) : 0;
    }
}
