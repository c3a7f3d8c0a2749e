package refrain.benchmarks.phase;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// A logarithmic scale: values `low` to `high` on pixels `from` to `to`, either way round.
record LogAxis(double low, double high, double from, double to) {
    /// Room beside the outermost values.
    private static final double MARGIN = 1.5;

    /// A value and its neighbours on a scale of 1, 2, 5, 10.
    private static final double[] STEPS = {1, 2, 5};

    /// An axis on which all of `values`, which are positive, have room.
    static LogAxis over(DoubleStream values, double from, double to) {
        double[] all = values.toArray();
        double low = DoubleStream.of(all).min().orElse(1);
        double high = DoubleStream.of(all).max().orElse(1);
        return new LogAxis(low / MARGIN, high * MARGIN, from, to);
    }

    double pixel(double value) {
        return from + StrictMath.log(value / low) / StrictMath.log(high / low) * (to - from);
    }

    /// 1, 2 and 5 times each power of ten.
    List<Double> ticks() {
        int first = (int) StrictMath.floor(StrictMath.log10(low));
        int last = (int) StrictMath.ceil(StrictMath.log10(high));
        return IntStream.rangeClosed(first, last)
                .boxed()
                .flatMap(power -> DoubleStream.of(STEPS)
                        .map(step -> step * StrictMath.pow(10, power))
                        .boxed())
                .filter(tick -> tick >= low && tick <= high)
                .toList();
    }
}
