package refrain.benchmarks.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.subject.Subject;

/// One task on more and more threads: tokens/s, and how many times as fast that is as on one.
public final class ScalingTable {
    private static final Table TABLE = new Table(
            "scaling              ",
            "threads",
            "    refrain",
            "(slowest-fastest)    ",
            "  of one",
            "    pytorch",
            "(slowest-fastest)    ",
            "  of one",
            "  ratio");

    private ScalingTable() {}

    public static String header() {
        return TABLE.header();
    }

    /// 1, 2, 4, … as many as processors, and twice as many: what happens when threads must share them, too.
    public static List<Integer> threads(int processors) {
        IntStream below = IntStream.iterate(1, threads -> threads < processors, threads -> 2 * threads);
        return IntStream.concat(below, IntStream.of(processors, 2 * processors))
                .boxed()
                .toList();
    }

    /// @param results of one task, that on one thread first
    public static String lines(List<Result> results) {
        return results.stream().map(result -> line(result, results.getFirst())).collect(Collectors.joining("\n"));
    }

    private static String line(Result result, Result single) {
        return TABLE.line(
                result.task().name(),
                String.valueOf(result.threads()),
                rate(result, Implementation.REFRAIN),
                range(result, Implementation.REFRAIN),
                times(result, single, Implementation.REFRAIN),
                rate(result, Implementation.PYTORCH),
                range(result, Implementation.PYTORCH),
                times(result, single, Implementation.PYTORCH),
                result.of(Implementation.PYTORCH)
                        .flatMap(result::ratio)
                        .map(ratio -> Table.decimal(ratio, 2))
                        .orElse(""));
    }

    private static String rate(Result result, Subject subject) {
        return result.of(subject).map(each -> Table.whole(each.median())).orElse("");
    }

    private static String range(Result result, Subject subject) {
        return result.of(subject)
                .map(each -> Table.range(each.slowest(), each.fastest()))
                .orElse("");
    }

    private static String times(Result result, Result single, Subject subject) {
        Optional<Series> one = single.of(subject);
        return result.of(subject)
                .flatMap(each -> one.map(first -> Table.decimal(each.median() / first.median(), 2)))
                .orElse("");
    }
}
