package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import refrain.cli.ProgressLine.Moment;

class ProgressLineTest {
    private static final Moment MOMENT = new Moment(
            1_234,
            OptionalDouble.of(0.123),
            1.65432,
            OptionalDouble.of(StrictMath.log(5.25)),
            21_345.6,
            OptionalDouble.of(130));

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
        Captured captured = Captured.plain();
        ProgressLine line = new ProgressLine(captured.console(), () -> now);
        for (int second = 0; second <= 25; second++) {
            now = second * 1_000_000_000L;
            line.show(MOMENT, moment -> moment);
        }
        line.close();
        assertThat(captured.err().lines()).hasSize(3).allMatch(text -> text.equals(MOMENT.text()));
    }

    @Test
    void show_terminal_writesOverTheLineAndStaysNarrow() {
        Captured captured = Captured.terminal();
        ProgressLine line = new ProgressLine(captured.console(), () -> now);
        line.show(MOMENT, moment -> moment);
        now = 1_000_000_000L;
        line.show(MOMENT, moment -> moment);
        assertThat(captured.err()).doesNotContain("\n").startsWith("\r");
        assertThat(captured.err().split("\r\033\\[K")).hasSize(3).allMatch(text -> text.length() < 80);
    }

    @Test
    void say_overAnOpenLine_clearsItFirst() {
        Captured captured = Captured.terminal();
        ProgressLine line = new ProgressLine(captured.console(), () -> now);
        line.show(MOMENT, moment -> moment);
        line.say("stopped");
        line.close();
        assertThat(captured.err()).endsWith("\r\033[Kstopped\n");
    }

    @Test
    void durations_areSaidInTwoUnits() {
        assertThat(Durations.text(0.4)).isEqualTo("0 s");
        assertThat(Durations.text(59.4)).isEqualTo("59 s");
        assertThat(Durations.text(59.6)).isEqualTo("1 min 00 s");
        assertThat(Durations.text(125)).isEqualTo("2 min 05 s");
        assertThat(Durations.text(12_000)).isEqualTo("3 h 20 min");
    }
}
