package refrain.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The measurements of one implementation on one workload, a round each.
record Series(Implementation implementation, List<Measurement> rounds) {
    Series {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException(implementation.label() + " has no round");
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

    long peakBytes() {
        return rounds.stream().mapToLong(Measurement::peakBytes).max().orElseThrow();
    }

    /// Loss of the last update of the last round, in nats a token: whether all peers learn.
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

    private double[] rates() {
        return rounds.stream().mapToDouble(Measurement::tokensPerSecond).toArray();
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
