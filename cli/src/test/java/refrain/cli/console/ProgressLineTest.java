package refrain.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import refrain.cli.console.ProgressLine.Moment;

class ProgressLineTest {
    private static final Moment MOMENT = new Moment(
            1_234,
            OptionalDouble.of(0.123),
            1.65432,
            OptionalDouble.of(StrictMath.log(5.25)),
            21_345.6,
            OptionalDouble.of(130));

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now;

    @Test
    void moment_complete_showsAllNumbers() {
        assertThat(MOMENT.text())
                .isEqualTo(" 12 %  update 1,234  loss 1.654  valid. ppl 5.25  21,346 tokens/s  2 min 10 s left");
    }

    @Test
    void moment_withoutEndOrValidation_leavesThemOut() {
        Moment early = new Moment(7, OptionalDouble.empty(), 4, OptionalDouble.empty(), 100, OptionalDouble.empty());
        assertThat(early.text()).isEqualTo("update 7  loss 4.000  100 tokens/s");
    }

    @Test
    void show_piped_writesPlainLinesTenSecondsApart() {
        ProgressLine line = line(false);
        for (int second = 0; second <= 25; second++) {
            now = second * 1_000_000_000L;
            line.show(MOMENT, moment -> moment);
        }
        line.close();
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .allMatch(text -> text.equals(MOMENT.text()));
    }

    @Test
    void show_terminal_writesOverTheLineAndStaysNarrow() {
        ProgressLine line = line(true);
        line.show(MOMENT, moment -> moment);
        now = 1_000_000_000L;
        line.show(MOMENT, moment -> moment);
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("\n").startsWith("\r");
        assertThat(err.toString(StandardCharsets.UTF_8).split("\r\033\\[K"))
                .hasSize(3)
                .allMatch(text -> text.length() < 80);
    }

    @Test
    void say_overAnOpenLine_clearsItFirst() {
        ProgressLine line = line(true);
        line.show(MOMENT, moment -> moment);
        line.say("stopped");
        line.close();
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("\r\033[Kstopped\n");
    }

    @Test
    void durations_areSaidInTwoUnits() {
        assertThat(Durations.text(0.4)).isEqualTo("0 s");
        assertThat(Durations.text(59.4)).isEqualTo("59 s");
        assertThat(Durations.text(59.6)).isEqualTo("1 min 00 s");
        assertThat(Durations.text(125)).isEqualTo("2 min 05 s");
        assertThat(Durations.text(12_000)).isEqualTo("3 h 20 min");
    }

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new Console(OutputStream.nullOutputStream(), err, terminal), () -> now);
    }
}
