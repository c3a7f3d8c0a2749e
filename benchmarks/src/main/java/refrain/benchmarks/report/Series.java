package refrain.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import refrain.benchmarks.measure.Measurement;
import refrain.benchmarks.subject.Subject;

/// The measurements of one subject on one task, a round each.
///
/// @param ceilings what the machine allowed just before and after each, in the unit of the task's ceiling;
///     none where it has none
public record Series(Subject subject, List<Measurement> rounds, List<Double> ceilings) {
    public Series {
        rounds = List.copyOf(rounds);
        ceilings = List.copyOf(ceilings);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException(subject.label() + " has no round");
        }
    }

    double median() {
        return median(rates());
    }

    double slowest() {
        return Arrays.stream(rates()).min().orElseThrow();
    }

    double fastest() {
        return Arrays.stream(rates()).max().orElseThrow();
    }

    /// Median over the rounds of what `value` finds in each.
    double median(ToDoubleFunction<Measurement> value) {
        return median(rounds.stream().mapToDouble(value).toArray());
    }

    long peakBytes() {
        return rounds.stream().mapToLong(Measurement::peakBytes).max().orElseThrow();
    }

    /// Loss of the last repetition of the last round, in nats a token: whether all learn.
    double loss() {
        return rounds.getLast().loss();
    }

    /// Median over the rounds of this one's rate by the other's in the same round.
    double ratio(Series other) {
        double[] mine = rates();
        double[] theirs = other.rates();
        return median(IntStream.range(0, Math.min(mine.length, theirs.length))
                .mapToDouble(round -> mine[round] / theirs[round])
                .toArray());
    }

    /// Median over the rounds of this one's rate by what the machine allowed beside it.
    OptionalDouble shareOfCeiling() {
        return ceilings.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(median(IntStream.range(0, rounds.size())
                        .mapToDouble(round -> rounds.get(round).rate() / ceilings.get(round))
                        .toArray()));
    }

    private double[] rates() {
        return rounds.stream().mapToDouble(Measurement::rate).toArray();
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
