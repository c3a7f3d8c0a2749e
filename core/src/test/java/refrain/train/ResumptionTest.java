package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.train.config.Limits;
import refrain.train.state.Extent;
import refrain.train.state.Plan;

class ResumptionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3   | 170 | 2 | the run was to end after 3.0 minutes; this one after 2.0, which is earlier
            1   | 170 | 2 | 2.83 minutes are over; this run is to end after 2.0
            2   | 170 | 2 |
            3   | 170 | 4 |
            """)
    void earlierStop_ofMinutes_isThatOfFewerOrOfSpentOnes(double then, double seconds, double now, String said)
            throws IOException {
        try (TinyRun run = TinyRun.small()) {
            RunState state = new RunState();
            state.extent = new Extent(Limits.NO_UPDATES, then, 0, 0);
            state.seconds = seconds;
            assertThat(earlier(run, state, Limits.minutes(now))).isEqualTo(Optional.ofNullable(said));
        }
    }

    @Test
    void earlierStop_ofTheNumberOfUpdatesThatMinutesCameTo_isNone() throws IOException {
        try (TinyRun run = TinyRun.small()) {
            RunState state = new RunState();
            state.extent = new Extent(Limits.NO_UPDATES, 2, 0, 0);
            state.plan = new Plan(500, 2);
            run.task(TinyRun.CONFIG.withLimits(Limits.minutes(2))).mark(state);
            assertThat(earlier(run, state, Limits.updates(500))).isEmpty();
            assertThat(earlier(run, state, Limits.updates(499))).isPresent();
        }
    }

    private static Optional<String> earlier(TinyRun run, RunState state, Limits limits) {
        Task task = run.task(TinyRun.CONFIG.withLimits(limits));
        return new Resumption(task, state, Path.of("m.checkpoint")).earlierStop();
    }
}
