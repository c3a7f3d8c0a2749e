package refrain.train.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Cadence CADENCE = Cadence.of(100, 10, 0);

    @Test
    void warmUp_endsAfterATenthOfTheTime() {
        Pace pace = new Pace(100, Long.MAX_VALUE, 0);
        assertThat(pace.isMeasured(1, 4.9)).isFalse();
        assertThat(pace.isMeasured(2, 5.0)).isFalse();
        assertThat(pace.isMeasured(3, 9.9)).isFalse();
        assertThat(pace.isMeasured(4, 10.0)).isTrue();
    }

    @Test
    void warmUp_ofAShortRun_isAThirdOfItAndAtMostEightSeconds() {
        assertThat(new Pace(30, Long.MAX_VALUE, 0)).satisfies(pace -> {
            assertThat(pace.isMeasured(1, 4)).isFalse();
            assertThat(pace.isMeasured(2, 7.9)).isFalse();
            assertThat(pace.isMeasured(3, 8)).isTrue();
        });
        assertThat(new Pace(6, Long.MAX_VALUE, 0)).satisfies(pace -> {
            assertThat(pace.isMeasured(1, 1)).isFalse();
            assertThat(pace.isMeasured(2, 1.9)).isFalse();
            assertThat(pace.isMeasured(3, 2)).isTrue();
        });
    }

    @Test
    void warmUp_hasAtLeastTwoUpdates() {
        Pace pace = new Pace(1, Long.MAX_VALUE, 0);
        assertThat(pace.isMeasured(1, 3)).isFalse();
        assertThat(pace.isMeasured(2, 4)).isTrue();
    }

    @Test
    void warmUp_endsInTimeForTheSchedule() {
        Pace pace = new Pace(1_000, 20, 0);
        assertThat(pace.isMeasured(9, 0.1)).isFalse();
        assertThat(pace.isMeasured(10, 0.2)).isFalse();
        assertThat(pace.isMeasured(20, 0.3)).isTrue();
    }

    @Test
    void updates_areThoseThatFitAtTheSpeedOfTheSecondHalf() {
        assertThat(measured().updates(110, 10, 10, 0, CADENCE)).isEqualTo(110 + 1_800);
    }

    @Test
    void updates_leaveTimeForValidation() {
        // Beside 50 ms an update takes its share of 5 s in 100 updates, and one more validation comes at the end.
        assertThat(measured().updates(110, 15, 10, 5, CADENCE)).isEqualTo(110 + 800);
    }

    @Test
    void updates_withoutTimeLeft_isOneMore() {
        assertThat(measured().updates(110, 200, 10, 0, CADENCE)).isEqualTo(111);
    }

    /// 100 updates in the 5 s of the second half.
    private static Pace measured() {
        Pace pace = new Pace(100, Long.MAX_VALUE, 0);
        pace.isMeasured(10, 5);
        assertThat(pace.isMeasured(110, 10)).isTrue();
        return pace;
    }

    @Test
    void resumedAtTheEndOfTheWarmUp_oneUpdateIsEnough() {
        Pace pace = new Pace(1_000, 20, 19);

        assertThat(pace.isMeasured(20, 0.5)).isTrue();
        assertThat(pace.updates(20, 0.5, 0.5, 0, new Cadence(100, 1, 10))).isEqualTo(20 + 1_999);
    }

    @Test
    void endlessMinutes_stayACountableNumberOfUpdates() {
        Pace pace = new Pace(1e20, 20, 19);

        assertThat(pace.isMeasured(20, 0.5)).isTrue();
        assertThat(pace.updates(20, 0.5, 0.5, 0, new Cadence(100, 1, 10))).isPositive();
    }
}
