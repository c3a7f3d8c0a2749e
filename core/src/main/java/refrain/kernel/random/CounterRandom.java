package refrain.kernel.random;

/// Random numbers without a state: a number is a function of a key and a counter, so that the order in which threads
/// ask for it, and how often, cannot change it. Keys are made by hashing a seed with what tells its uses apart: the
/// update, the place in the network, the shard.
/// @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood (2014)</a>, SplitMix64
/// @see <a href="https://github.com/skeeto/hash-prospector">Wellons, hash-prospector</a>, the 32-bit mixer with the
/// least bias found
public final class CounterRandom {
    /// 2⁶⁴ over the golden ratio, odd: the step between the states of SplitMix64.
    static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /// The multipliers of the 32-bit mixer, whose shifts are 16, 15 and 15.
    public static final int MIX_1 = 0x21F0AAAD;

    public static final int MIX_2 = 0xD35A2D97;
    public static final int SHIFT_1 = 16;
    public static final int SHIFT_2 = 15;

    private CounterRandom() {}

    /// The number that SplitMix64, seeded with `key`, gives after `counter` others.
    public static long hash(long key, long counter) {
        return mix(key + (counter + 1) * GOLDEN);
    }

    /// The same with a counter of two parts, such as update and place.
    public static long hash(long key, long first, long second) {
        return hash(hash(key, first), second);
    }

    /// 32 bits cheap enough to be made anew wherever a mask is needed: one half of the key goes in before each of
    /// the mixer's rounds. The key must itself be a hash: keys that differ in few bits give related numbers.
    public static int bits(long key, int counter) {
        int h = counter ^ (int) key;
        h = (h ^ (h >>> SHIFT_1)) * MIX_1;
        h = (h ^ (h >>> SHIFT_2)) + (int) (key >>> Integer.SIZE);
        h *= MIX_2;
        return h ^ (h >>> SHIFT_2);
    }

    /// The finaliser of SplitMix64: a bijection in which every bit depends on every other.
    static long mix(long z) {
        long h = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return h ^ (h >>> 31);
    }
}
