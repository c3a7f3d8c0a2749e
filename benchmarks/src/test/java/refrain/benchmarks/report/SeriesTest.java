package refrain.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.measure.Measurement;
import refrain.benchmarks.subject.Implementation;

class SeriesTest {
    private static final Series REFRAIN = Rates.of(Implementation.REFRAIN, 400, 100, 900);

    @Test
    void median_ofOddAndEven() {
        assertThat(REFRAIN.median()).isEqualTo(400);
        assertThat(Rates.of(Implementation.REFRAIN, 4, 1, 2, 9).median()).isEqualTo(3);
    }

    @Test
    void median_ofAnotherValue_isThatOfItsOwnOrder() {
        Series series = new Series(
                Implementation.REFRAIN,
                List.of(
                        new Measurement(1, 1, 0, 30, 0, 0),
                        new Measurement(2, 1, 0, 10, 0, 0),
                        new Measurement(3, 1, 0, 20, 0, 0)),
                List.of());
        assertThat(series.median(Measurement::median)).isEqualTo(20);
    }

    @Test
    void spread_isSlowestAndFastest() {
        assertThat(REFRAIN.slowest()).isEqualTo(100);
        assertThat(REFRAIN.fastest()).isEqualTo(900);
    }

    @Test
    void ratio_pairsRounds() {
        Series pytorch = Rates.of(Implementation.PYTORCH, 100, 200, 300);
        assertThat(REFRAIN.ratio(pytorch)).isEqualTo(3); // 4, 0.5 and 3; the ratio of medians would be 2
    }

    @Test
    void shareOfCeiling_pairsRounds() {
        Series series = new Series(Implementation.REFRAIN, REFRAIN.rounds(), List.of(500.0, 1000.0, 1200.0));
        assertThat(series.shareOfCeiling().orElseThrow()).isEqualTo(0.75, within(1e-9)); // 0.8, 0.1 and 0.75
        assertThat(REFRAIN.shareOfCeiling()).isEmpty();
    }

    @Test
    void lossAndPeak_areTheLastAndTheLargest() {
        Series series = new Series(
                Implementation.PYTORCH,
                List.of(new Measurement(1, 1, 4.5, 0, 0, 900), new Measurement(1, 1, 3.5, 0, 0, 800)),
                List.of());
        assertThat(series.loss()).isEqualTo(3.5);
        assertThat(series.peakBytes()).isEqualTo(900);
    }

    @Test
    void series_withoutRounds_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rates.of(Implementation.PYTORCH))
                .withMessage("pytorch has no round");
    }
}
