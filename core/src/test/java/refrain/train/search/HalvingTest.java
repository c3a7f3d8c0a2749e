package refrain.train.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HalvingTest {
    private static int[] survivors(Halving plan) {
        return IntStream.range(0, plan.rungs()).map(plan::survivors).toArray();
    }

    private static long[] updates(Halving plan) {
        return LongStream.range(0, plan.rungs())
                .map(rung -> plan.updates((int) rung))
                .toArray();
    }

    @Test
    void rungs_keepAThirdAndTrainThreeTimesAsLong() {
        Halving plan = new Halving(27, 8_100);
        assertThat(survivors(plan)).containsExactly(27, 9, 3, 1);
        assertThat(updates(plan)).containsExactly(300, 900, 2_700, 8_100);
        assertThat(plan.cost()).isEqualTo(27 * 300 + 9 * 600 + 3 * 1_800 + 5_400);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2:1",
        "3, 3:1",
        "4, 4:1",
        "8, 8:2:1",
        "9, 9:3:1",
        "10, 10:3:1",
        "26, 26:8:2:1",
        "729, 729:243:81:27:9:3:1"
    })
    void survivors_ofAnyNumber_endWithOne(int trials, String expected) {
        assertThat(survivors(new Halving(trials, 1_000)))
                .containsExactly(IntStream.of(java.util.Arrays.stream(expected.split(":"))
                                .mapToInt(Integer::parseInt)
                                .toArray())
                        .toArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 26, 27, 28, 1_000})
    void updates_thatThreeDoesNotDivide_neverFallAndEndAtTheEnd(long updates) {
        Halving plan = new Halving(27, updates);
        assertThat(updates(plan)).isSorted().endsWith(updates);
        assertThat(updates(plan)[0]).isPositive();
    }

    @Test
    void within_aTime_takesIt() {
        Halving plan = Halving.within(1_150, new Halving.Pace(0.05, 0));
        assertThat(plan.trials()).isEqualTo(27);
        assertThat(plan.cost() * 0.05).isBetween(990.0, 1_010.0);
    }

    @Test
    void within_aTime_leavesRoomForValidations() {
        Halving plan = Halving.within(1_150, new Halving.Pace(0.02, 5));
        assertThat(plan.cost() * 0.02 + 5 * (27 + 40)).isBetween(990.0, 1_010.0);
    }

    @Test
    void within_aShortTime_triesFewer() {
        assertThat(Halving.within(60, new Halving.Pace(0.003, 0)).trials()).isEqualTo(27);
        assertThat(Halving.within(60, new Halving.Pace(0.01, 0)).trials()).isEqualTo(9);
        assertThat(Halving.within(60, new Halving.Pace(0.05, 0)).trials()).isEqualTo(3);
        assertThat(Halving.within(60, new Halving.Pace(1_000, 1_000))).isEqualTo(new Halving(3, 1));
    }

    @Test
    void seconds_ofAPlanThatFits_areThoseGiven() {
        Halving.Pace pace = new Halving.Pace(0.1, 5);
        assertThat(Halving.within(1_150, pace).seconds(pace)).isBetween(1_140.0, 1_160.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 9, 10, 27})
    void shortest_tellsSomething_andAThirdOfItDoesNot(int trials) {
        Halving shortest = Halving.shortest(trials);
        assertThat(shortest.isTelling()).isTrue();
        assertThat(shortest.updates(0)).isLessThanOrEqualTo(20);
        assertThat(new Halving(trials, Math.ceilDiv(shortest.updates(), 3)).isTelling())
                .isFalse();
    }

    @Test
    void pace_ofLargerNetworks_isSlower() {
        assertThat(new Halving.Pace(0.5, 2).times(3)).isEqualTo(new Halving.Pace(1.5, 6));
    }

    @Test
    void trialsAndUpdates_outOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Halving(1, 5))
                .withMessage("trials is 1; it must be from 2 to 729");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Halving(730, 5))
                .withMessage("trials is 730; it must be from 2 to 729");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Halving(3, 0))
                .withMessage("updates is 0; it must be at least 1");
    }
}
