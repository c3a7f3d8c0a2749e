package refrain.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.lm.Architecture;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.Regularization;
import refrain.train.config.Limits;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;

class DefaultsTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000, 20_000, 300_000, 1_000_000, 5_000_000, 100_000_000, 1L << 40})
    void sizes_anySize_isSoundAndTheSameEachTime(long tokens) {
        Defaults defaults = Defaults.of(tokens, 65);
        assertThat(defaults.layers()).isNotEmpty();
        assertThat(defaults.training().limits().any()).isTrue();
        assertThat(Defaults.of(tokens, 65)).isEqualTo(defaults);
    }

    @Test
    void sizes_moreText_neverMeansFewerWeights() {
        long before = 0;
        for (long tokens = 1; tokens < 1L << 40; tokens *= 2) {
            Defaults defaults = Defaults.of(tokens, 65);
            long weights =
                    new Architecture.Recurrent(new ModelConfig(65, defaults.input(), defaults.layers())).parameters();
            assertThat(weights).isGreaterThanOrEqualTo(before);
            before = weights;
        }
    }

    @Test
    void sizes_moreText_neverMeansMorePasses() {
        int before = Integer.MAX_VALUE;
        for (long tokens = 1; tokens < 1L << 40; tokens *= 2) {
            int epochs = Defaults.of(tokens, 65).training().limits().epochs();
            assertThat(epochs).isLessThanOrEqualTo(before);
            before = epochs;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "15000, 65, 20",
        "15000, 2000, 10",
        "200000, 65, 10",
        "200000, 5000, 6",
        "1000000, 65, 4",
        "1000000, 10000, 10",
        "20000000, 65, 4",
        "20000000, 10000, 6",
        "60000000, 65, 2"
    })
    void passes_areThoseThatWereCompared(long tokens, int vocabulary, int passes) {
        assertThat(Defaults.of(tokens, vocabulary).training().limits().epochs()).isEqualTo(passes);
    }

    @Test
    void layers_areWrittenAsThePersonWouldWriteThem() {
        assertThat(Defaults.of(1_000_000, 65).layers())
                .extracting(LayerConfig::spec)
                .allMatch(s -> s.matches("\\w+:\\d+"));
    }

    @Test
    void words_getAWideEmbedding_andMoreDropping() {
        Defaults characters = Defaults.of(1_000_000, 65);
        Defaults words = Defaults.of(1_000_000, 10_000);

        assertThat(words.input().width(10_000))
                .isEqualTo(512)
                .isGreaterThan(characters.input().width(65));
        assertThat(words.training().regularization().input()).isPositive();
        assertThat(characters.training().regularization().input()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "15000, 2000, 0, 0",
        "20000, 2000, 2, 1",
        "49999999, 2000, 2, 1",
        "50000000, 2000, 0, 0",
        "200000, 65, 0, 0"
    })
    void penalties_areOfWordsThatAreDropped(long tokens, int vocabulary, float activation, float temporal) {
        Regularization rates = Defaults.of(tokens, vocabulary).training().regularization();
        assertThat(rates.activation()).isEqualTo(activation);
        assertThat(rates.temporal()).isEqualTo(temporal);
    }

    @Test
    void schedule_isATrapezoid_whereThereIsAnEnd() {
        Defaults defaults = Defaults.of(1_000_000, 65);
        TrainingConfig training = defaults.training();

        assertThat(defaults.schedule(training)).isEqualTo(new Schedule.Trapezoid(195, 0.3)); // a tenth of four passes
        assertThat(defaults.schedule(training.withLimits(Limits.minutes(3))))
                .isEqualTo(new Schedule.Trapezoid(200, 0.3));
        assertThat(defaults.schedule(training.withLimits(Limits.minutes(0.3))))
                .isEqualTo(new Schedule.Trapezoid(20, 0.3));
        assertThat(defaults.schedule(training.withLimits(Limits.updates(50))))
                .isEqualTo(new Schedule.Trapezoid(5, 0.3));
        assertThat(defaults.schedule(training.withLimits(Limits.updates(3)))).isEqualTo(new Schedule.Trapezoid(1, 0.3));
        assertThat(defaults.schedule(training.withLimits(Limits.NONE.withPatience(3))))
                .isEqualTo(new Schedule.Plateau(2, 2));
    }
}
