package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import refrain.train.config.Limits;
import refrain.train.pace.RunClock;

class RunStatusTest {
    private static RunStatus after(int updates, Limits limits) throws IOException {
        return after(updates, 2, limits);
    }

    /// A run of 150 updates after so many of so many seconds each.
    private static RunStatus after(int updates, double seconds, Limits limits) throws IOException {
        try (TinyRun run = TinyRun.small()) {
            RunState state = new RunState();
            RunClock clock = new RunClock(0);
            for (int k = 0; k < updates; k++) {
                clock.updated(1, 35, seconds);
            }
            state.update = updates;
            return new RunStatus(run.task(TinyRun.CONFIG.withLimits(limits)), state, clock);
        }
    }

    @Test
    void secondsLeft_areThoseOfTheUpdatesLeft() throws IOException {
        assertThat(after(50, Limits.updates(150)).secondsLeft()).hasValue(200);
    }

    /// The first updates are slow while machine code is compiled: from them one would expect hours.
    @Test
    void secondsLeft_beforeTheSpeedIsKnown_areNotSaid() throws IOException {
        assertThat(after(1, Limits.updates(150)).secondsLeft()).isEmpty();
        assertThat(after(9, 2, Limits.updates(150)).secondsLeft()).isEmpty();
        assertThat(after(10, 2, Limits.updates(150)).secondsLeft()).isPresent();
        assertThat(after(10, 0.2, Limits.updates(150)).secondsLeft()).isEmpty();
        assertThat(after(2, 14, Limits.updates(150)).secondsLeft()).isEmpty();
        assertThat(after(2, 15, Limits.updates(150)).secondsLeft()).isPresent();
    }

    @Test
    void secondsLeft_ofARunWithoutEnd_areNotSaid() throws IOException {
        RunStatus status = after(50, Limits.NONE.withTargetLoss(0.5));
        assertThat(status.updates()).isEmpty();
        assertThat(status.secondsLeft()).isEmpty();
    }
}
