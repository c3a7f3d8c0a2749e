package refrain.train.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Cadence CADENCE = Cadence.of(100, 10, 0);

    @Test
    void warmUp_endsAfterAQuarterOfTheTime() {
        Pace pace = new Pace(100, Long.MAX_VALUE, 0);
        assertThat(pace.isMeasured(1, 18.7)).isFalse();
        assertThat(pace.isMeasured(2, 18.75)).isFalse();
        assertThat(pace.isMeasured(3, 24.9)).isFalse();
        assertThat(pace.isMeasured(4, 25)).isTrue();
    }

    @Test
    void warmUp_ofALongRun_isAMinute() {
        Pace pace = new Pace(100_000, Long.MAX_VALUE, 0);
        assertThat(pace.isMeasured(1, 50)).isFalse();
        assertThat(pace.isMeasured(2, 59)).isFalse();
        assertThat(pace.isMeasured(3, 60)).isTrue();
    }

    @Test
    void warmUp_ofAShortRun_isAThirdOfItAndAtMostEightSeconds() {
        assertThat(new Pace(30, Long.MAX_VALUE, 0)).satisfies(pace -> {
            assertThat(pace.isMeasured(1, 6)).isFalse();
            assertThat(pace.isMeasured(2, 7.9)).isFalse();
            assertThat(pace.isMeasured(3, 8)).isTrue();
        });
        assertThat(new Pace(6, Long.MAX_VALUE, 0)).satisfies(pace -> {
            assertThat(pace.isMeasured(1, 1.5)).isFalse();
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
        assertThat(pace.isMeasured(14, 0.1)).isFalse();
        assertThat(pace.isMeasured(15, 0.2)).isFalse();
        assertThat(pace.isMeasured(20, 0.3)).isTrue();
        assertThat(pace.updates(20, 0.3, 0.3, 0, CADENCE)).isEqualTo(20 + 49_985); // at 0.1 s for five
    }

    @Test
    void updates_areThoseThatFitAtTheSpeedOfTheLastQuarter() {
        assertThat(measured().updates(110, 10, 10, 0, CADENCE)).isEqualTo(110 + 600);
    }

    @Test
    void updates_leaveTimeForValidation() {
        // Beside 50 ms an update takes its share of 5 s in 100 updates, and one more validation comes at the end.
        assertThat(measured().updates(110, 15, 10, 5, CADENCE)).isEqualTo(110 + 200);
    }

    @Test
    void updates_withoutTimeLeft_isOneMore() {
        assertThat(measured().updates(110, 200, 10, 0, CADENCE)).isEqualTo(111);
    }

    /// 50 updates in the 2.5 s of the last quarter.
    private static Pace measured() {
        Pace pace = new Pace(40, Long.MAX_VALUE, 0);
        pace.isMeasured(60, 7.5);
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
