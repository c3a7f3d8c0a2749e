package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Cadence CADENCE = Cadence.of(100, 10, 0);

    @Test
    void warmUp_endsAfterATwentiethOfTheTime() {
        Pace pace = new Pace(100, Long.MAX_VALUE);
        assertThat(pace.isMeasured(1, 2.4, 2)).isFalse();
        assertThat(pace.isMeasured(2, 2.5, 2)).isFalse();
        assertThat(pace.isMeasured(3, 4.9, 3)).isFalse();
        assertThat(pace.isMeasured(4, 5.0, 4)).isTrue();
    }

    @Test
    void updates_areThoseThatFitAtTheSpeedOfTheSecondHalf() {
        Pace pace = new Pace(100, Long.MAX_VALUE);
        pace.isMeasured(10, 2.5, 2.5);
        assertThat(pace.isMeasured(60, 5, 5)).isTrue();
        assertThat(pace.updates(60, 5, 5, 0, CADENCE)).isEqualTo(60 + 1_900);
    }

    @Test
    void updates_leaveTimeForValidation() {
        Pace pace = new Pace(100, Long.MAX_VALUE);
        pace.isMeasured(10, 2.5, 2.5);
        pace.isMeasured(60, 5, 5);
        assertThat(pace.updates(60, 5, 5, 5, CADENCE)).isEqualTo(60 + 900);
    }

    @Test
    void warmUp_endsInTimeForTheSchedule() {
        Pace pace = new Pace(1_000, 20);
        assertThat(pace.isMeasured(9, 0.1, 0.1)).isFalse();
        assertThat(pace.isMeasured(10, 0.2, 0.2)).isFalse();
        assertThat(pace.isMeasured(20, 0.3, 0.3)).isTrue();
    }

    @Test
    void updates_withoutTimeLeft_isOneMore() {
        Pace pace = new Pace(1, Long.MAX_VALUE);
        pace.isMeasured(1, 2, 2);
        assertThat(pace.isMeasured(2, 4, 4)).isTrue();
        assertThat(pace.updates(2, 4, 4, 1, CADENCE)).isEqualTo(3);
    }
}
