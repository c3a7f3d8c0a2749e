package refrain.train.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static refrain.train.config.TrainingConfigTest.refused;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CraftTest {
    private static final Windows RANDOM = Windows.PLAIN.withRandom(true);

    @ParameterizedTest
    @ValueSource(strings = {"none", "ema:0.999", "nt-asgd:5", "from:1000"})
    void averaging_spec_isTheInverseOfParse(String spec) {
        assertThat(Averaging.parse(spec).spec()).isEqualTo(spec);
        assertThat(Averaging.parse(spec).isSet()).isEqualTo(!spec.equals("none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "blank:0.1", "unigram:0.2", "kneser-ney:0.25"})
    void noise_spec_isTheInverseOfParse(String spec) {
        assertThat(Noise.parse(spec).spec()).isEqualTo(spec);
        assertThat(Noise.parse(spec).isSet()).isEqualTo(!spec.equals("none"));
    }

    @Test
    void forms_unknownOrOutOfRange_areRefused() {
        refused(() -> Averaging.parse("swa"), "average \"swa\" is none of " + Averaging.FORMS);
        refused(
                () -> Averaging.parse("ema:x"),
                "average \"ema:x\" has a part that is not a number; it must be one of " + Averaging.FORMS);
        refused(() -> Averaging.parse("ema:1"), "average ema is 1.0; it must be greater than 0 and less than 1");
        refused(() -> Averaging.parse("nt-asgd:0"), "average nt-asgd is 0; it must be at least 1");
        refused(() -> Averaging.parse("from:-1"), "average from is -1; it must be at least 0");
        refused(() -> Noise.parse("bigram:0.1"), "noise \"bigram:0.1\" is none of " + Noise.FORMS);
        refused(
                () -> Noise.parse("blank:much"),
                "noise \"blank:much\" has a part that is not a number; it must be one of " + Noise.FORMS);
        refused(() -> Noise.parse("unigram:1"), "noise is 1.0; it must be greater than 0 and less than 1");
        refused(() -> new Noise.KneserNey(Double.NaN), "noise is NaN; it must be greater than 0 and less than 1");
    }

    @Test
    void values_outOfRange_areRefused() {
        refused(() -> Windows.PLAIN.withAccumulate(0), "accumulate is 0; it must be from 1 to 4096");
        refused(() -> Transfer.NONE.withRateDecay(0.5), "layer-rate-decay is 0.5; it must be at least 1 and finite");
        refused(() -> Transfer.NONE.withUnfreezeEpochs(-1), "unfreeze-epochs is -1; it must be at least 0");
        refused(() -> Transfer.NONE.withInitial("abc"), "initial is abc; it must be 64 hexadecimal digits, or empty");
        refused(
                () -> Transfer.NONE.withFrozen(List.of("")),
                "freeze is \"\"; it must be embedding, output, layer:N or a name");
    }

    @Test
    void settings_nameWhatIsSetInAFixedOrder() {
        assertThat(Craft.NONE.settings()).isEmpty();
        Craft all = new Craft(
                Averaging.parse("ema:0.99"),
                Noise.parse("blank:0.1"),
                new Windows(3, true),
                new Transfer("", List.of("output", "rnn.*"), 2.6, 1));
        assertThat(all.settings().toString())
                .isEqualTo("{average=ema:0.99, noise=blank:0.1, accumulate=3, random-steps=true, freeze=output,rnn.*,"
                        + " layer-rate-decay=2.6, unfreeze-epochs=1}");
    }

    @ParameterizedTest
    @CsvSource({"from:7, 1, 1", "from:7, 4, 0.25", "ema:0.9, 1, 1", "ema:0.9, 2, 0.9", "ema:0.9, 1000, 0.1"})
    void weight_isThatOfTheFormula(String spec, long n, double expected) {
        assertThat(Averaging.parse(spec).weight(n)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void from_isKnownBeforehandButForTheOneThatWaits() {
        assertThat(Averaging.parse("ema:0.9").from()).isZero();
        assertThat(Averaging.parse("from:12").from()).isEqualTo(12);
        assertThat(Averaging.parse("nt-asgd:5").from()).isEqualTo(Limits.NO_UPDATES);
        assertThat(Averaging.parse("none").from()).isEqualTo(Limits.NO_UPDATES);
    }

    @Test
    void nonMonotone_beginsWhenTheLastIsWorseThanTheBestOfAllButTheChecksBefore() {
        Averaging two = new Averaging.NonMonotone(2);
        assertThat(two.beginsAfter(List.of(3.0))).isFalse();
        assertThat(two.beginsAfter(List.of(3.0, 4.0, 5.0))).isFalse();
        assertThat(two.beginsAfter(List.of(3.0, 2.0, 2.5, 2.9))).isFalse();
        assertThat(two.beginsAfter(List.of(3.0, 2.0, 2.5, 3.0))).isFalse();
        assertThat(two.beginsAfter(List.of(3.0, 2.0, 2.5, 3.1))).isTrue();
        assertThat(two.beginsAfter(List.of(3.0, 2.0, 1.0, 1.5, 2.5))).isTrue();
        assertThat(Averaging.parse("ema:0.9").beginsAfter(List.of(1.0, 2.0, 3.0, 4.0)))
                .isFalse();
    }

    @Test
    void lengths_areDistributedAsThePapers() {
        int windows = 200_000;
        double sum = 0;
        double squares = 0;
        int full = 0;
        for (int window = 0; window < windows; window++) {
            int steps = RANDOM.steps(70, 3, window);
            assertThat(steps).isBetween(5, 80);
            if (steps > 52) {
                full++;
                sum += steps;
                squares += (double) steps * steps;
            }
        }
        double mean = sum / full;
        assertThat((double) full / windows).isCloseTo(0.95, within(0.003));
        // Rounding down takes half a step; cutting two deviations above the mean takes 5·(φ(2) − 2·(1 − Φ(2))) = 0.042.
        assertThat(mean).isCloseTo(70 - 0.5 - 0.042, within(0.1));
        assertThat(Math.sqrt(squares / full - mean * mean)).isBetween(4.6, 5.0);
    }

    @Test
    void lengths_areAFunctionOfSeedAndWindow() {
        assertThat(RANDOM.steps(35, 1, 7)).isEqualTo(RANDOM.steps(35, 1, 7));
        long other = LongStream.range(0, 100)
                .filter(w -> RANDOM.steps(35, 1, w) != RANDOM.steps(35, 2, w))
                .count();
        assertThat(other).isGreaterThan(70);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 11", "2, 1, 6", "3, 2, 8", "100, 4, 4"})
    void updates_endWithTheEpoch(int accumulate, int epochs, long expected) {
        TrainingConfig config = TrainingConfig.DEFAULT.withSteps(10);
        assertThat(new Windows(accumulate, false).updates(config, 101, epochs)).isEqualTo(expected);
    }

    @Test
    void updatesOfRandomLengths_areThoseThatReadTheText() {
        TrainingConfig config = TrainingConfig.DEFAULT.withSteps(10).withSeed(9);
        long position = 0;
        long window = 0;
        while (position < 500) {
            position += RANDOM.steps(10, 9, window++);
        }
        assertThat(RANDOM.updates(config, 500, 1)).isEqualTo(window);
        assertThat(RANDOM.withAccumulate(1_000).updates(config, 500, 3)).isEqualTo(3);
    }

    @Test
    void oneCycle_risesFallsAndFades() {
        assertThat(factor("one-cycle:0.4:10", 0)).isCloseTo(0.1 + 0.9 * 0.005 / 0.4, within(1e-12));
        assertThat(factor("one-cycle:0.4:10", 49)).isCloseTo(0.1 + 0.9 * (1 - 0.095 / 0.4), within(1e-12));
        assertThat(factor("one-cycle:0.4:10", 99)).isCloseTo(0.1 * (1 - 0.99 * 0.195 / 0.2), within(1e-12));
        assertThat(factor("one-cycle:0.5:10", 99)).isCloseTo(0.1 + 0.9 * 0.01, within(1e-12));
    }

    @Test
    void slanted_risesAndFalls() {
        assertThat(factor("slanted:0.1:32", 0)).isCloseTo((1 + 31 * 0.05) / 32, within(1e-12));
        assertThat(factor("slanted:0.1:32", 9)).isCloseTo((1 + 31 * 0.95) / 32, within(1e-12));
        assertThat(factor("slanted:0.1:32", 99)).isCloseTo((1 + 31 * 0.005 / 0.9) / 32, within(1e-12));
    }

    private static double factor(String spec, long update) {
        return Schedule.parse(spec).factor(new At(update, 100));
    }

    @Test
    void schedulesOverTheWholeRun_areSpelledAndNeedAnEnd() {
        assertThat(Schedule.parse("one-cycle").spec()).isEqualTo("one-cycle:0.45:10.0");
        assertThat(Schedule.parse("slanted").spec()).isEqualTo("slanted:0.1:32.0");
        assertThat(Schedule.parse("slanted").needsBoundAtOnce()).isTrue();
        refused(
                () -> Schedule.parse("one-cycle").factor(new At(3, Limits.NO_UPDATES)),
                Schedule.parse("one-cycle").unbounded());
        refused(
                () -> Schedule.parse("one-cycle:0.6:10"),
                "one-cycle rise is 0.6; it must be greater than 0 and at most 0.5");
        refused(() -> Schedule.parse("slanted:0.1:1"), "slanted ratio is 1.0; it must be greater than 1 and finite");
    }

    private record At(long update, long updates) implements Progress {
        @Override
        public int epoch() {
            return 0;
        }

        @Override
        public List<Double> validationLosses() {
            return List.of();
        }
    }
}
