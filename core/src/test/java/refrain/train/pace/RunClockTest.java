package refrain.train.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RunClockTest {
    private final RunClock clock = new RunClock(100);

    @Test
    void loss_ofAFewUpdates_isTheirMean() {
        clock.updated(4, 10, 1);
        clock.updated(2, 10, 1);
        clock.updated(3, 10, 1);
        assertThat(clock.loss()).isCloseTo(3, within(1e-12));
    }

    @Test
    void loss_ofManyUpdates_followsTheLast() {
        for (int k = 0; k < 1_000; k++) {
            clock.updated(k < 700 ? 5 : 1, 10, 1);
        }
        assertThat(clock.loss()).isCloseTo(1, within(0.02));
    }

    /// Of n updates the first counts 6/(n(n + 1)(n + 2)) of the mean: its machine code was being compiled.
    @Test
    void speed_hardlyCountsTheFirstUpdates() {
        clock.updated(1, 10, 100);
        for (int k = 1; k < 10; k++) {
            clock.updated(1, 10, 1);
        }
        assertThat(clock.secondsPerUpdate()).isCloseTo(1 + 99 * 6.0 / (10 * 11 * 12), within(1e-9));
        assertThat(clock.tokensPerSecond()).isCloseTo(10 / clock.secondsPerUpdate(), within(1e-9));
    }

    @Test
    void training_isTheSumOfUpdates_andSecondsCountThoseBefore() {
        clock.updated(1, 10, 2);
        clock.updated(1, 10, 3);
        assertThat(clock.training()).isEqualTo(5);
        assertThat(clock.seconds()).isGreaterThanOrEqualTo(100).isLessThan(160);
    }

    @Test
    void speed_beforeTheFirstUpdate_isZero() {
        assertThat(clock.tokensPerSecond()).isZero();
    }
}
