package refrain.train.config;

import static refrain.argument.Argument.require;

import refrain.kernel.random.CounterRandom;
import refrain.refusal.RefusalException;

/// How the text is cut into windows of truncated back-propagation, and how many of them make an update.
///
/// Random lengths let windows begin elsewhere in every epoch. With T the configured steps, a window has
/// ```
/// max(min(5, T), ⌊s + 5·N(0, 1)⌋) steps, at most T + 10        s = T with probability 0.95, else T/2
/// ```
/// and the update's rate is multiplied by the mean of its windows' drawn lengths over T. A length is a function of
/// seed and number of the window. Validations come after as many updates as the first epoch has, whatever the others
/// have.
/// @param accumulate windows whose mean gradient over all their tokens makes one update, at least 1; fewer at the end
///     of an epoch. The state flows from each to the next; clipping is of the mean
/// @param random whether lengths are drawn
/// @see <a href="https://arxiv.org/abs/1708.02182">Merity, Keskar and Socher (2018)</a>, section 5; the bounds are
///     those of their program
public record Windows(int accumulate, boolean random) {
    /// One window an update, all of the same length.
    public static final Windows PLAIN = new Windows(1, false);

    /// More windows than a run of months has, counted within seconds.
    private static final long MOST_COUNTED = 1L << 24;

    private static final int MAX_ACCUMULATE = 4_096;
    private static final double FULL = 0.95;
    private static final double DEVIATION = 5;
    private static final int LEAST = 5;
    private static final int EXCESS = 10;

    /// Tells these random numbers from the other uses of a seed: the letters "lengths".
    private static final long LENGTHS = 0x6C656E67746873L;

    public Windows {
        require(
                accumulate >= 1 && accumulate <= MAX_ACCUMULATE,
                "accumulate",
                accumulate,
                "from 1 to " + MAX_ACCUMULATE);
    }

    public Windows withAccumulate(int accumulate) {
        return new Windows(accumulate, random);
    }

    public Windows withRandom(boolean random) {
        return new Windows(accumulate, random);
    }

    /// The most steps of a window, which buffers are made for.
    /// @param steps T
    public int capacity(int steps) {
        return random ? steps + EXCESS : steps;
    }

    /// Steps of a window, more than which the text may have left or not.
    /// @param steps T
    /// @param window its number, from 0
    public int steps(int steps, long seed, long window) {
        if (!random) {
            return steps;
        }
        long key = CounterRandom.hash(seed, LENGTHS, window);
        double base = uniform(key, 0) < FULL ? steps : steps / 2.0;
        double drawn = StrictMath.floor(base + DEVIATION * gaussian(key));
        return (int) Math.clamp(drawn, Math.min(LEAST, steps), capacity(steps));
    }

    /// Updates in the first `epochs` passes over streams of `length` steps, [Limits#NO_UPDATES] if they are beyond
    /// numbers; those of random lengths are counted one by one.
    /// @throws RefusalException if random lengths make more than 2²⁴ windows
    public long updates(TrainingConfig config, long length, int epochs) {
        if (!random) {
            long each = Math.ceilDiv(Math.ceilDiv(length, config.steps()), accumulate);
            return each > 0 && epochs > Limits.NO_UPDATES / each ? Limits.NO_UPDATES : each * epochs;
        }
        double least = (double) length * epochs / capacity(config.steps());
        if (least > MOST_COUNTED) {
            throw new RefusalException(
                    "random steps are counted one by one, and %,d epochs have more than %,d windows; give fewer epochs, or a number of updates in their place"
                            .formatted(epochs, MOST_COUNTED));
        }
        long update = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (long position = 0; position < length; update++) {
                position += stepsOfUpdate(config, update, length - position);
            }
        }
        return update;
    }

    private long stepsOfUpdate(TrainingConfig config, long update, long left) {
        long sum = 0;
        for (int part = 0; part < accumulate && sum < left; part++) {
            sum += steps(config.steps(), config.seed(), update * accumulate + part);
        }
        return sum;
    }

    /// The polar method of Marsaglia and Bray (1964), from the key's numbers after the first; a cosine would
    /// allocate.
    private static double gaussian(long key) {
        double u;
        double s;
        long counter = 1;
        do {
            u = 2 * uniform(key, counter++) - 1;
            double v = 2 * uniform(key, counter++) - 1;
            s = u * u + v * v;
        } while (s >= 1 || s == 0);
        return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
    }

    /// Uniform on the multiples of 2⁻⁵³ in [0, 1).
    private static double uniform(long key, long counter) {
        return (CounterRandom.hash(key, counter) >>> 11) * 0x1p-53;
    }
}
