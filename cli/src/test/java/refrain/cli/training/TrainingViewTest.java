package refrain.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import refrain.cli.console.Console;
import refrain.nn.Regularization;
import refrain.train.RunFiles;
import refrain.train.config.Averaging;
import refrain.train.config.Craft;
import refrain.train.config.Limits;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;

class TrainingViewTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private TrainingView view(TrainingConfig config) {
        Console console = new Console(new ByteArrayOutputStream(), err, false);
        return new TrainingView(console, new RunFiles(Path.of("m.safetensors")), config, false);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void validation_thatIsTheBest_isSaidToBe() {
        TrainingView view = view(TrainingConfig.DEFAULT);
        view.validated(10, 2, true);
        view.validated(20, 2.5, false);
        assertThat(said()).isEqualTo("""
                        update 10  validation loss 2.0000  perplexity 7.39  best so far
                        update 20  validation loss 2.5000  perplexity 12.18
                        """);
    }

    /// The best after an update is kept; that the model it began with was better must not be missed.
    @Test
    void validation_thatIsTheBestButWorseThanBefore_isSaidToBeBoth() {
        TrainingView view = view(TrainingConfig.DEFAULT);
        view.validated(0, 1, false);
        view.validated(10, 2, true);
        view.validated(20, 0.5, true);
        assertThat(said().lines())
                .satisfiesExactly(
                        before -> assertThat(before).doesNotContain("best"),
                        worse -> assertThat(worse).endsWith("  best so far, worse than before training"),
                        better -> assertThat(better).endsWith("  best so far"));
    }

    @Test
    void plan_inWhichTheRateMostlyRises_isWarnedOf() {
        TrainingConfig config = TrainingConfig.DEFAULT.withSchedule(new Schedule.Cosine(200));
        view(config).planned(399, false);
        assertThat(said())
                .startsWith(
                        "the run is to end after 399 updates; --updates 399 --schedule cosine:200 in place of --minutes")
                .contains("for most of them the rate still rises, over 200 updates: give more --minutes");
    }

    @Test
    void plan_ofMoreUpdatesThanMinutesHold_isSaidToBe() {
        view(TrainingConfig.DEFAULT
                        .withSchedule(Schedule.parse("trapezoid:20:5000"))
                        .withLimits(Limits.minutes(0.5)))
                .planned(5_089, true);
        assertThat(said())
                .contains(
                        "that takes longer than --minutes 0.5, because a run with the schedule trapezoid:20:5000 cannot end");
    }

    @Test
    void plan_thatWaitsForItsAverage_isSaidTo() {
        Craft craft = TrainingConfig.DEFAULT.craft().withAveraging(new Averaging.From(1_000_000));
        view(TrainingConfig.DEFAULT
                        .withCraft(craft)
                        .withSchedule(new Schedule.Constant())
                        .withLimits(Limits.minutes(0.5)))
                .planned(1_000_001, true);
        assertThat(said())
                .contains("that takes longer than --minutes 0.5, because the average of the weights begins only then")
                .doesNotContain("schedule constant cannot");
    }

    @Test
    void plan_thatLeavesTimeToFall_isNotWarnedOf() {
        TrainingConfig config = TrainingConfig.DEFAULT.withSchedule(new Schedule.Cosine(200));
        view(config).planned(400, false);
        view(config.withSchedule(new Schedule.Constant())).planned(10, false);
        assertThat(said()).doesNotContain("still rises");
    }

    @Test
    void overfitting_namesWhatToRaise() {
        view(TrainingConfig.DEFAULT).overfitting(30, 20);
        assertThat(said())
                .contains(
                        "update 30  over-fitting: validation gets worse since update 20",
                        "--dropout 0.2, fewer passes");
        view(TrainingConfig.DEFAULT.withRegularization(Regularization.dropout(0.25f)))
                .overfitting(30, 20);
        assertThat(said()).contains("--dropout above 0.25");
        view(TrainingConfig.DEFAULT.withRegularization(Regularization.dropout(0.5f)))
                .overfitting(30, 20);
        assertThat(said()).contains("--weight-decay 1e-5, --weight-drop 0.3");
    }
}
