package refrain.kernel;

import refrain.kernel.random.CounterRandom;
/// Dropout: a mask that is a function of (key, element), made anew forward and backward and stored nowhere.
///
/// Element e is dropped when `CounterRandom.bits(key, e) < threshold(rate)`; the others are scaled by 1 / (1 - rate),
/// so that the expected value stays. Elements are numbered in the logical matrix, not in memory: padding, layout, and
/// the way a block is cut among threads change nothing.
/// @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. (2014)</a>

public interface Masking {
    /// The definition, in plain Java.
    static Masking plain() {
        return new PlainMasking();
    }

    /// x ← x · (kept ? 1 / (1 - rate) : 0) over a block of `rows` × `columns` elements, whose rows begin `stride`
    /// elements apart in `x`. A rate of 0 leaves x alone.
    /// @param element the number of the block's first element
    /// @param elementStride how much the number grows from row to row: the columns of the whole matrix
    /// @param rate the part that is dropped, in [0, 1)
    void dropout(
            float[] x,
            int start,
            int rows,
            int columns,
            int stride,
            int element,
            int elementStride,
            long key,
            float rate);

    /// Whether the mask of that key keeps an element.
    static boolean keeps(long key, int element, float rate) {
        return CounterRandom.bits(key, element) >= threshold(rate);
    }

    /// Where the signed hashes of the kept elements begin: 2³² · rate above the least.
    static int threshold(float rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("rate is " + rate + "; it must be at least 0 and less than 1");
        }
        return (int) ((long) (rate * 0x1p32f) + Integer.MIN_VALUE);
    }

    /// What a kept element is multiplied by.
    static float scale(float rate) {
        return 1 / (1 - rate);
    }
}
