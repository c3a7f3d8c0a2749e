package refrain.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.work.Task;

class ResultTest {
    private static final Task TINY = Task.named("tiny");
    private static final Task GENERATE = Task.named("generate-char");
    private static final Series REFRAIN = Rates.of(Implementation.REFRAIN, 400, 100, 900);
    private static final Series PYTORCH = Rates.of(Implementation.PYTORCH, 100, 200, 300);

    private static String json(Result result) {
        return Json.object(json -> {
            json.writeName("result");
            result.write(json);
        });
    }

    @Test
    void share_isThatOfTheCeilingBesideEachRound() {
        double operations = TINY.operationsPerToken();
        Series refrain = new Series(
                REFRAIN.subject(), REFRAIN.rounds(), List.of(500 * operations, 1e3 * operations, 1200 * operations));
        Series product = Rates.of(Ceiling.PRODUCT, 500 * operations, 1000 * operations, 600 * operations);
        Result result = new Result(TINY, 2, List.of(refrain, product), Optional.empty());
        assertThat(result.tokensPerSecond(product)).isEqualTo(600, within(1e-6));
        assertThat(result.share(refrain).orElseThrow()).isEqualTo(0.75, within(1e-9)); // of 0.8, 0.1 and 0.75
        assertThat(result.share(product)).isEmpty();
    }

    @Test
    void share_ofGeneration_isThatOfReading() {
        double bytes = GENERATE.weightBytes();
        Series refrain = new Series(Implementation.REFRAIN, Rates.rounds(400), List.of(800 * bytes));
        Result result = new Result(GENERATE, 2, List.of(refrain), Optional.empty());
        assertThat(result.share(refrain).orElseThrow()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void spread_ofACeiling_isInTokens() {
        double operations = TINY.operationsPerToken();
        Series product = Rates.of(Ceiling.PRODUCT, 500 * operations, 1000 * operations, 600 * operations);
        Result result = new Result(TINY, 2, List.of(product), Optional.empty());
        assertThat(result.slowest(product)).isEqualTo(500, within(1e-6));
        assertThat(result.fastest(product)).isEqualTo(1000, within(1e-6));
        assertThat(result.gigaflops(product)).isEqualTo(600 * operations * 1e-9, within(1e-6));
    }

    @Test
    void ratio_isRefrainsByAnotherImplementations() {
        Series product = Rates.of(Ceiling.PRODUCT, 1e9);
        Result result = new Result(TINY, 2, List.of(REFRAIN, PYTORCH, product), Optional.empty());
        assertThat(result.ratio(PYTORCH)).contains(3.0);
        assertThat(result.ratio(REFRAIN)).isEmpty();
        assertThat(result.ratio(product)).isEmpty();
        assertThat(new Result(TINY, 2, List.of(PYTORCH), Optional.empty()).ratio(PYTORCH))
                .isEmpty();
    }

    @Test
    void write_isAnObjectOfWhatWasMeasured() {
        assertThat(json(new Result(TINY, 2, List.of(REFRAIN, PYTORCH), Optional.of(0.25))))
                .startsWith(
                        "{\"result\":{\"configuration\":\"tiny\",\"threads\":2,\"lossDifference\":0.25,\"measured\":["
                                + "{\"name\":\"refrain\",\"tokensPerSecond\":400.0,\"slowest\":100.0,\"fastest\":900.0,")
                .contains("{\"name\":\"pytorch\",\"tokensPerSecond\":200.0,", "\"refrainTimesAsFast\":3.0")
                .endsWith("\"medianMicroseconds\":50.0,\"slowMicroseconds\":70.0,\"peakBytes\":1073741824,"
                        + "\"loss\":3.5}]}}");
    }

    @Test
    void write_withoutRefrain_hasNothingToCompare() {
        assertThat(json(new Result(TINY, 2, List.of(PYTORCH), Optional.empty())))
                .doesNotContain("refrainTimesAsFast", "lossDifference", "shareOfCeiling");
    }
}
