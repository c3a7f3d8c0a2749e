package refrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringWriter;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class ResultTest {
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
    void table_hasALineForEach() {
        Result result = new Result(Workload.named("tiny"), List.of(REFRAIN, PYTORCH));
        assertThat(result.table().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("tiny", "refrain", "400", "(100-900)", " 1,024"))
                .anySatisfy(line -> assertThat(line).contains("tiny", "pytorch", "200", "(100-300)", " 3.00 "));
    }

    @Test
    void write_isJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            new Result(Workload.named("tiny"), List.of(PYTORCH)).write(json);
        }
        assertThat(text.toString())
                .startsWith(
                        "{\"workload\":\"tiny\",\"implementations\":[{\"name\":\"pytorch\",\"tokensPerSecond\":200.0,")
                .doesNotContain("refrainTimesAsFast");
    }

    private static Series series(Implementation implementation, double... rates) {
        return new Series(
                implementation,
                DoubleStream.of(rates)
                        .mapToObj(rate -> new Measurement(rate, 10, 3.5, 1L << 30))
                        .toList());
    }
}
