package refrain.train.descent;

/// Powers of a number with exponents that ascend, computed some at a time: `StrictMath.pow` allocates, unless it
/// happens to
/// be compiled in place and for no other numbers.
final class Powers {
    private static final int SOME = 256;

    private final double base;
    private final double[] powers = new double[SOME];
    private long first;
    private int count;

    Powers(double base) {
        this.base = base;
    }

    /// `base` to the power of `exponent`, as `StrictMath.pow` has it.
    double of(long exponent) {
        if (exponent < first || exponent - first >= count) {
            first = exponent;
            count = SOME;
            for (int i = 0; i < count; i++) {
                powers[i] = StrictMath.pow(base, (double) first + i);
            }
        }
        return powers[(int) (exponent - first)];
    }
}
