package refrain.cli.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A linear scale: values `low` to `high` on pixels `from` to `to`, either way round.
record Axis(double low, double high, double from, double to) {
    /// An axis over all of `values` that begins and ends at a tick.
    /// @param wanted about how many steps between ticks
    static Axis over(double low, double high, int wanted, double from, double to) {
        double top = high > low ? high : low + (low == 0 ? 1 : StrictMath.abs(low) * 0.1);
        double step = step(top - low, wanted);
        return new Axis(
                StrictMath.floor(low / step + 1e-9) * step, StrictMath.ceil(top / step - 1e-9) * step, from, to);
    }

    double pixel(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /// The round values between `low` and `high`, about `wanted` of them.
    List<Double> ticks(int wanted) {
        double step = step(high - low, wanted);
        List<Double> ticks = new ArrayList<>();
        long first = (long) StrictMath.ceil(low / step - 1e-9);
        long last = (long) StrictMath.floor(high / step + 1e-9);
        for (long i = first; i <= last; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /// The 1, 2 or 5 times a power of ten nearest above `span / wanted`.
    static double step(double span, int wanted) {
        double rough = span / wanted;
        double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(rough)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= rough * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /// A tick's label with as many digits as its `step` needs; very small and very large steps as 2e-4.
    static String label(double value, double step) {
        if (StrictMath.abs(value) < step / 1000) {
            return "0";
        }
        if (step < 1e-3 || step >= 1e5) {
            return String.format(Locale.ROOT, "%.1e", value)
                    .replaceFirst("\\.0e", "e")
                    .replaceFirst("e([+-])0*(\\d)", "e$1$2")
                    .replace("e+", "e");
        }
        int decimals = (int) StrictMath.max(0, -StrictMath.floor(StrictMath.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
