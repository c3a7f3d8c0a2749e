package refrain.kernel.random;

import java.util.random.RandomGenerator;

/// A sequence of random numbers whose whole state is one long: SplitMix64, with every number that a model depends on
/// made here, from its bits, rather than by the Java library, whose algorithms may change. What is not overridden here
/// is the library's and must not decide a model. For one thread.
/// @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood (2014)</a>, SplitMix64
public final class SeededRandom implements RandomGenerator {
    private long state;

    private SeededRandom(long state) {
        this.state = state;
    }

    /// The generator that gives `hash(seed, 0)`, `hash(seed, 1)` and so on, of [CounterRandom#hash(long, long)].
    public static SeededRandom of(long seed) {
        return new SeededRandom(seed);
    }

    /// A generator for one of many uses of a seed, as good as independent of the others.
    public static SeededRandom of(long seed, long stream) {
        return new SeededRandom(CounterRandom.hash(seed, stream));
    }

    /// What `of` turns into a generator that continues where this one stands.
    public long state() {
        return state;
    }

    @Override
    public long nextLong() {
        state += CounterRandom.GOLDEN;
        return CounterRandom.mix(state);
    }

    /// The upper half of a long.
    @Override
    public int nextInt() {
        return (int) (nextLong() >>> Integer.SIZE);
    }

    /// Uniform on 0 … bound - 1, without bias: the upper half of a product, rejected where the lower half is below
    /// 2³² mod bound.
    /// @see <a href="https://doi.org/10.1145/3230636">Lemire (2019)</a>, algorithm 5
    @Override
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound is " + bound + "; it must be at least 1");
        }
        int unfair = Integer.remainderUnsigned(-bound, bound);
        long product;
        do {
            product = Integer.toUnsignedLong(nextInt()) * bound;
        } while (Integer.compareUnsigned((int) product, unfair) < 0);
        return (int) (product >>> Integer.SIZE);
    }

    /// Uniform on origin … bound - 1.
    @Override
    public int nextInt(int origin, int bound) {
        if (origin >= bound || bound - origin < 0) {
            throw new IllegalArgumentException(
                    "from %d to below %d are not between 1 and 2^31 - 1 numbers".formatted(origin, bound));
        }
        return origin + nextInt(bound - origin);
    }

    /// The uppermost bit of a long.
    @Override
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    /// Uniform on the multiples of 2⁻²⁴ in [0, 1).
    @Override
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1p-24f;
    }

    /// Uniform on the multiples of 2⁻⁵³ in [0, 1).
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /// Normal with mean 0 and variance 1, by the polar method. The second number of each pair is given up: keeping
    /// it would make it a part of the state.
    /// @see <a href="https://doi.org/10.1137/1006063">Marsaglia and Bray (1964)</a>
    @Override
    public double nextGaussian() {
        double u;
        double s;
        do {
            u = 2 * nextDouble() - 1;
            double v = 2 * nextDouble() - 1;
            s = u * u + v * v;
        } while (s >= 1 || s == 0);
        return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
    }
}
