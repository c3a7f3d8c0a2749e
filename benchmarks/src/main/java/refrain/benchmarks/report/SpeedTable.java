package refrain.benchmarks.report;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import refrain.benchmarks.measure.Measurement;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.work.Task;

/// The tables of a comparison: one of training, one of use.
public final class SpeedTable {
    /// What the columns mean, printed below.
    public static final String LEGEND = """
        tokens/s: median of the rounds, beside it the slowest and the fastest; of a ceiling what it would allow.
        ratio: how many times as fast Refrain is, median of the rounds. Gflop/s: 6 × multiplied weights × tokens/s,
        though Refrain sums the first layer's product by token where tokens are few. ceiling: that by what product,
        Refrain's matrix product on operands that stay in cache, came to just before and after; median of the rounds.
        multiply-add: the same on registers alone. loss differs: the largest difference from Refrain's loss, in nats a
        token, over the first updates without dropout; where PyTorch clips gradients, its norm, a sum of millions of
        squares in single precision, is most of it. read: adding up as many floats as a token is multiplied by,
        likewise. p50, p99: the time of a token.\
        """;

    private static final Table TRAINING = new Table(
            "training     ",
            "               ",
            "   tokens/s",
            "(slowest-fastest)    ",
            "  ratio",
            "  Gflop/s",
            " ceiling",
            " peak MiB",
            " loss differs");
    private static final Table USE = new Table(
            "use                  ",
            "               ",
            "   tokens/s",
            "(slowest-fastest)    ",
            "  ratio",
            "   p50 µs",
            "   p99 µs",
            "   read",
            " peak MiB");

    private Optional<Table> last = Optional.empty();

    /// The lines of one result, below a header where a table begins.
    public String lines(Result result) {
        Table table = isTraining(result) ? TRAINING : USE;
        String lines = result.series().stream()
                .map(each -> isTraining(result) ? training(result, each) : use(result, each))
                .collect(Collectors.joining("\n"));
        String header = last.map(before -> before == table ? "" : "\n" + table.header() + "\n")
                .orElse(table.header() + "\n");
        last = Optional.of(table);
        return header + lines;
    }

    private static boolean isTraining(Result result) {
        return result.task().kind() == Task.Kind.TRAIN;
    }

    private static String training(Result result, Series each) {
        return line(
                TRAINING,
                result,
                each,
                Table.decimal(result.gigaflops(each), 1),
                share(result, each),
                peak(each),
                difference(result, each));
    }

    private static String difference(Result result, Series each) {
        return each.subject() == Implementation.PYTORCH || each.subject() == Implementation.BEFORE
                ? result.lossDifference()
                        .map(difference -> Table.difference(difference))
                        .orElse("")
                : "";
    }

    private static String use(Result result, Series each) {
        boolean timed = result.task().kind() == Task.Kind.GENERATE && each.subject() instanceof Implementation;
        return line(
                USE,
                result,
                each,
                timed ? Table.decimal(each.median(Measurement::median), 1) : "",
                timed ? Table.decimal(each.median(Measurement::slow), 1) : "",
                share(result, each),
                peak(each));
    }

    /// What both tables begin with, then `more`.
    private static String line(Table table, Result result, Series each, String... more) {
        Stream<String> first = Stream.of(
                result.task().name(),
                each.subject().label(),
                Table.whole(result.tokensPerSecond(each)),
                Table.range(result.slowest(each), result.fastest(each)),
                result.ratio(each).map(ratio -> Table.decimal(ratio, 2)).orElse(""));
        return table.line(Stream.concat(first, Stream.of(more)).toArray(String[]::new));
    }

    private static String share(Result result, Series each) {
        OptionalDouble share = result.share(each);
        return share.isPresent() ? Table.percent(share.getAsDouble()) : "";
    }

    private static String peak(Series each) {
        return each.subject() instanceof Implementation ? Table.whole(each.peakBytes() / 0x1p20) : "";
    }
}
