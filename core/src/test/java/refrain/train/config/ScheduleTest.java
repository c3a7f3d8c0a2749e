package refrain.train.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static refrain.train.config.TrainingConfigTest.refused;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private record At(long update, long updates, int epoch, List<Double> validationLosses) implements Progress {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "constant",
                "step:4:0.5",
                "exponential:0.95",
                "exponential:2.0:4",
                "plateau:4.0:1",
                "cosine:100",
                "cosine:0",
                "trapezoid:100:20",
                "trapezoid:0:1",
                "trapezoid:100:0.3"
            })
    void spec_isTheInverseOfParse(String spec) {
        assertThat(Schedule.parse(spec).spec()).isEqualTo(spec);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "linear", "constant:1", "step:4", "step:4:2:1", "plateau:2", "cosine"})
    void parse_unknownForm_isRefused(String spec) {
        refused(() -> Schedule.parse(spec), "schedule \"" + spec + "\" is none of " + ScheduleSpec.FORMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step:x:2", "cosine:1.5", "exponential:fast", "plateau:2:"})
    void parse_notANumber_isRefused(String spec) {
        refused(
                () -> Schedule.parse(spec),
                "schedule \"" + spec + "\" has a part that is not a number; it must be one of " + ScheduleSpec.FORMS);
    }

    @Test
    void parse_valueOutOfRange_isRefused() {
        refused(() -> Schedule.parse("step:0:2"), "step epochs is 0; it must be at least 1");
        refused(() -> Schedule.parse("plateau:2:0"), "plateau patience is 0; it must be at least 1");
        refused(
                () -> Schedule.parse("exponential:-1"),
                "exponential factor is -1.0; it must be greater than 0 and finite");
    }

    @Test
    void constant_staysOne() {
        assertThat(byEpoch("constant")).containsExactly(1, 1, 1, 1, 1, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({"2", "0.5"})
    void step_shrinksAfterEveryFewEpochs(String factor) {
        assertThat(byEpoch("step:3:" + factor)).containsExactly(1, 1, 1, 0.5, 0.5, 0.5, 0.25);
    }

    @Test
    void exponential_shrinksEveryEpoch() {
        assertThat(byEpoch("exponential:0.5")).containsExactly(1, 1 / 2., 1 / 4., 1 / 8., 1 / 16., 1 / 32., 1 / 64.);
    }

    @Test
    void exponential_withConstantEpochs_isZarembasSchedule() {
        assertThat(byEpoch("exponential:2:4")).containsExactly(1, 1, 1, 1, 1 / 2., 1 / 4., 1 / 8.);
    }

    @Test
    void plateau_dividesWhenValidationStopsImproving() {
        assertThat(byLosses("plateau:4:1", 5, 4, 4, 3, 3.5, 3.2, 2))
                .containsExactly(1, 1, 1, 1 / 4., 1 / 4., 1 / 16., 1 / 64., 1 / 64.);
    }

    @Test
    void plateau_isPatient() {
        assertThat(byLosses("plateau:2:2", 5, 6, 4, 5, 5, 5, 5)).containsExactly(1, 1, 1, 1, 1, 1 / 2., 1 / 2., 1 / 4.);
    }

    @Test
    void plateau_notANumber_isNoImprovement() {
        assertThat(byLosses("plateau:2:1", 5, Double.NaN, 4)).containsExactly(1, 1, 1 / 2., 1 / 2.);
    }

    @Test
    void cosine_risesThenFallsToZeroAtTheEnd() {
        double[] factors = byUpdate("cosine:4", 12);
        assertThat(factors).startsWith(0.25, 0.5, 0.75, 1, 1);
        assertThat(DoubleStream.of(factors).skip(4).map(f -> -f).toArray()).isSorted();
        assertThat(factors[8]).isCloseTo(0.5, within(1e-15));
        assertThat(factors[12]).isZero();
    }

    @Test
    void cosine_withoutWarmup_startsAtOne() {
        assertThat(byUpdate("cosine:0", 2)).containsExactly(new double[] {1, 0.5, 0}, within(1e-15));
    }

    @Test
    void cosine_longerWarmupThanRun_onlyRises() {
        assertThat(byUpdate("cosine:4", 2)).containsExactly(0.25, 0.5, 0.75);
    }

    @Test
    void cosine_withoutBound_isRefusedAfterTheWarmup() {
        Schedule cosine = Schedule.parse("cosine:4");
        assertThat(cosine.factor(new At(3, Limits.NO_UPDATES, 0, List.of()))).isEqualTo(1);
        refused(
                () -> cosine.factor(new At(4, Limits.NO_UPDATES, 0, List.of())),
                "schedule cosine:4 needs to know the number of updates; limit the run by updates, epochs or minutes");
    }

    @Test
    void trapezoid_risesStaysAndFallsToZeroAtTheEnd() {
        assertThat(byUpdate("trapezoid:4:3", 9))
                .containsExactly(new double[] {0.25, 0.5, 0.75, 1, 1, 1, 1, 2 / 3., 1 / 3., 0}, within(1e-15));
    }

    @Test
    void trapezoid_beforeItFalls_isThatOfALongerRun() {
        assertThat(byUpdate("trapezoid:4:3", 90)).startsWith(Arrays.copyOf(byUpdate("trapezoid:4:3", 9), 7));
        assertThat(Schedule.parse("trapezoid:4:3").freeOfBoundUntil(9)).isEqualTo(7);
    }

    @Test
    void trapezoid_longerThanTheRun_fallsOnceItHasRisen() {
        assertThat(byUpdate("trapezoid:4:40", 6)).containsExactly(0.25, 0.5, 0.75, 1, 1, 0.5, 0);
        assertThat(byUpdate("trapezoid:4:4", 4)).containsExactly(0.25, 0.5, 0.75, 1, 0);
        assertThat(byUpdate("trapezoid:0:4", 2)).containsExactly(1, 0.5, 0);
        assertThat(Schedule.parse("trapezoid:4:40").freeOfBoundUntil(6)).isEqualTo(5);
    }

    @Test
    void trapezoid_ofAShare_fallsOverThatPartOfTheRun() {
        assertThat(byUpdate("trapezoid:2:0.4", 10)).containsExactly(0.5, 1, 1, 1, 1, 1, 1, 0.75, 0.5, 0.25, 0);
        assertThat(byUpdate("trapezoid:2:0.3", 5)).containsExactly(0.5, 1, 1, 1, 0.5, 0);
        assertThat(byUpdate("trapezoid:4:0.9", 6)).containsExactly(0.25, 0.5, 0.75, 1, 1, 0.5, 0);
        assertThat(Schedule.parse("trapezoid:2")).isEqualTo(Schedule.parse("trapezoid:2:0.3"));
        assertThat(Schedule.parse("trapezoid:2:0.4").freeOfBoundUntil(10)).isEqualTo(7);
        assertThat(Schedule.parse("trapezoid:2:0.4").boundNeededAt()).isEqualTo(Long.MAX_VALUE);
    }

    /// Whatever end a run is given that has not fallen yet: what it has done is what a run to that end does.
    @ParameterizedTest
    @ValueSource(
            strings = {"trapezoid:0:0.3", "trapezoid:7:0.5", "trapezoid:3:0.25", "trapezoid:20:0.1", "trapezoid:3:10"})
    void trapezoid_mayBeGivenItsEndLater(String spec) {
        Schedule schedule = Schedule.parse(spec);
        for (int done = 1; done < 60; done++) {
            int least = (int) schedule.leastUpdates(done, Limits.NO_UPDATES);
            double[] open = IntStream.range(0, done)
                    .mapToDouble(update -> schedule.factor(new At(update, Limits.NO_UPDATES, 0, List.of())))
                    .toArray();
            for (int end = least; end < least + 5; end++) {
                assertThat(byUpdate(spec, end)).startsWith(open);
            }
            if (least > done) {
                assertThat(Arrays.copyOf(byUpdate(spec, least - 1), done)).isNotEqualTo(open);
            }
        }
    }

    /// What has been done along a known end says where a run may still end.
    @ParameterizedTest
    @CsvSource({
        "constant, 50, 100, 50",
        "cosine:5, 5, 100, 5",
        "cosine:5, 6, 100, 100",
        "trapezoid:4:10, 5, 100, 5",
        "trapezoid:4:10, 8, 100, 17",
        "trapezoid:4:10, 91, 100, 100",
        "trapezoid:4:10, 95, 100, 100",
        "trapezoid:2:0.4, 7, 10, 10",
        "trapezoid:2:0.4, 7, 100, 10",
        "trapezoid:2:0.4, 9, 10, 10"
    })
    void leastUpdates_areThoseOfARunThatHasDoneTheSame(String spec, int done, int known, int least) {
        Schedule schedule = Schedule.parse(spec);
        assertThat(schedule.leastUpdates(done, known)).isEqualTo(least);
        assertThat(byUpdate(spec, least)).startsWith(Arrays.copyOf(byUpdate(spec, known), done));
    }

    @Test
    void trapezoid_withACoolDownThatIsNone_isRefused() {
        for (String cooldown : List.of("0", "-1", "1.5", "1e300")) {
            refused(
                    () -> Schedule.parse("trapezoid:4:" + cooldown),
                    "trapezoid cool-down is %s; it must be a number of updates, or a share of them between 0 and 1"
                            .formatted(Double.parseDouble(cooldown)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trapezoid:4:3", "trapezoid:4:0.3"})
    void trapezoid_withoutBound_staysUp(String spec) {
        Schedule trapezoid = Schedule.parse(spec);
        assertThat(trapezoid.factor(new At(3, Limits.NO_UPDATES, 0, List.of()))).isEqualTo(1);
        assertThat(trapezoid.factor(new At(4, Limits.NO_UPDATES, 0, List.of()))).isEqualTo(1);
        assertThat(trapezoid.needsBound()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cosine", "trapezoid"})
    void warmup_beyondAllNumbersOfUpdates_isRefused(String kind) {
        Schedule.parse(kind + ":9007199254740992");
        refused(
                () -> Schedule.parse(kind + ":9007199254740993"),
                kind + " warm-up is 9007199254740993; it must be at least 0 and at most 2^53");
        refused(() -> Schedule.parse(kind + ":-1"), kind + " warm-up is -1; it must be at least 0 and at most 2^53");
    }

    private static double[] byEpoch(String spec) {
        Schedule schedule = Schedule.parse(spec);
        return IntStream.range(0, 7)
                .mapToDouble(epoch -> schedule.factor(new At(epoch, Limits.NO_UPDATES, epoch, List.of())))
                .toArray();
    }

    private static double[] byLosses(String spec, double... losses) {
        Schedule schedule = Schedule.parse(spec);
        List<Double> all = DoubleStream.of(losses).boxed().toList();
        return IntStream.rangeClosed(0, losses.length)
                .mapToDouble(n -> schedule.factor(new At(n, Limits.NO_UPDATES, n, all.subList(0, n))))
                .toArray();
    }

    private static double[] byUpdate(String spec, int updates) {
        Schedule schedule = Schedule.parse(spec);
        return IntStream.rangeClosed(0, updates)
                .mapToDouble(update -> schedule.factor(new At(update, updates, 0, List.of())))
                .toArray();
    }
}
