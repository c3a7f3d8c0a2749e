package refrain.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.measure.Measurement;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.subject.Subject;
import refrain.benchmarks.work.Task;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class ResultTest {
    private static final Task TINY = Task.named("tiny");
    private static final Task GENERATE = Task.named("generate-char");
    private static final Series REFRAIN = series(Implementation.REFRAIN, 400, 100, 900);
    private static final Series PYTORCH = series(Implementation.PYTORCH, 100, 200, 300);

    @Test
    void median_ofOddAndEven() {
        assertThat(REFRAIN.median()).isEqualTo(400);
        assertThat(series(Implementation.REFRAIN, 4, 1, 2, 9).median()).isEqualTo(3);
    }

    @Test
    void spread_isSlowestAndFastest() {
        assertThat(REFRAIN.slowest()).isEqualTo(100);
        assertThat(REFRAIN.fastest()).isEqualTo(900);
    }

    @Test
    void ratio_pairsRounds() {
        assertThat(REFRAIN.ratio(PYTORCH)).isEqualTo(3); // 4, 0.5 and 3; the ratio of medians would be 2
    }

    @Test
    void series_withoutRounds_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series(Implementation.PYTORCH))
                .withMessage("pytorch has no round");
    }

    @Test
    void share_isThatOfTheCeilingBesideEachRound() {
        double operations = TINY.operationsPerToken();
        Series refrain = new Series(
                REFRAIN.subject(), REFRAIN.rounds(), List.of(500 * operations, 1e3 * operations, 1200 * operations));
        Series product = series(Ceiling.PRODUCT, 500 * operations, 1000 * operations, 600 * operations);
        Result result = new Result(TINY, 2, List.of(refrain, product), Optional.empty());
        assertThat(result.tokensPerSecond(product)).isEqualTo(600, within(1e-6));
        assertThat(result.share(refrain).orElseThrow()).isEqualTo(0.75, within(1e-9)); // of 0.8, 0.1 and 0.75
        assertThat(result.share(product)).isEmpty();
    }

    @Test
    void share_ofGeneration_isThatOfReading() {
        double bytes = GENERATE.weightBytes();
        Series refrain = new Series(
                Implementation.REFRAIN, series(Implementation.REFRAIN, 400).rounds(), List.of(800 * bytes));
        Result result = new Result(GENERATE, 2, List.of(refrain), Optional.empty());
        assertThat(result.share(refrain).orElseThrow()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void lines_haveALineForEach_belowOneHeader() {
        SpeedTable table = new SpeedTable();
        Result result = new Result(TINY, 2, List.of(REFRAIN, PYTORCH), Optional.of(1.25e-5));
        assertThat(table.lines(result).lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("training").contains("Gflop/s"))
                .anySatisfy(line -> assertThat(line).contains("tiny", "refrain", "400", "(100-900)", " 1,024"))
                .anySatisfy(line -> assertThat(line).contains("tiny", "pytorch", "200", "(100-300)", " 3.00 ", "e-05"));
        assertThat(table.lines(result).lines()).hasSize(2);
    }

    @Test
    void lines_ofUse_haveTheTimeOfAToken() {
        SpeedTable table = new SpeedTable();
        Result result = new Result(GENERATE, 2, List.of(REFRAIN), Optional.empty());
        assertThat(table.lines(result)).contains("p99 µs", " 50.0 ", " 70.0 ");
    }

    @Test
    void scaling_comparesWithOneThread() {
        Result one = new Result(TINY, 1, List.of(PYTORCH), Optional.empty());
        Result two = new Result(TINY, 2, List.of(REFRAIN, series(Implementation.PYTORCH, 300)), Optional.empty());
        assertThat(ScalingTable.lines(List.of(one, two)).lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("tiny", " 2 ", " 400 ", " 300 ", " 1.50 ", " 1.33");
    }

    @Test
    void scalingThreads_goBeyondTheProcessors() {
        assertThat(ScalingTable.threads(2)).containsExactly(1, 2, 4);
        assertThat(ScalingTable.threads(6)).containsExactly(1, 2, 4, 6, 12);
    }

    @Test
    void write_isJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            new Result(TINY, 2, List.of(PYTORCH), Optional.empty()).write(json);
        }
        assertThat(text.toString())
                .startsWith("{\"configuration\":\"tiny\",\"threads\":2,\"measured\":[{\"name\":\"pytorch\","
                        + "\"tokensPerSecond\":200.0,")
                .doesNotContain("refrainTimesAsFast", "lossDifference");
    }

    private static Series series(Subject subject, double... rates) {
        return new Series(
                subject,
                DoubleStream.of(rates)
                        .mapToObj(rate -> new Measurement(rate, 10, 3.5, 50, 70, 1L << 30))
                        .toList(),
                List.of());
    }
}
