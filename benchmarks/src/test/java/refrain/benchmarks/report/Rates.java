package refrain.benchmarks.report;

import java.util.List;
import java.util.stream.DoubleStream;
import refrain.benchmarks.measure.Measurement;
import refrain.benchmarks.subject.Subject;

/// Series with given rates.
final class Rates {
    private Rates() {}

    static Series of(Subject subject, double... rates) {
        return new Series(subject, rounds(rates), List.of());
    }

    /// Ten repetitions a round of 50 µs, one in a hundred longer than 70, a loss of 3.5 nats, and 1 GiB of memory.
    static List<Measurement> rounds(double... rates) {
        return DoubleStream.of(rates)
                .mapToObj(rate -> new Measurement(rate, 10, 3.5, 50, 70, 1L << 30))
                .toList();
    }
}
