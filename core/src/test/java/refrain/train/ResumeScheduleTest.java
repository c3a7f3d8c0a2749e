package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import refrain.refusal.RefusalException;
import refrain.train.config.Limits;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;

/// Where a run may still be given another end, by its schedule.
class ResumeScheduleTest {
    private static final TrainingConfig CONFIG = TinyRun.CONFIG;

    @TempDir
    private Path folder;

    private RunFolder files;
    private TinyRun run;

    @BeforeEach
    void open() throws IOException {
        files = new RunFolder(folder);
        run = TinyRun.small();
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void resume_ofACosineWithAnotherEnd_isRefused() throws IOException {
        TrainingConfig config = CONFIG.withSchedule(new Schedule.Cosine(5));
        files.stopAt(run, 10, config, "m");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(config.withLimits(Limits.updates(200)))
                        .whenFound(Existing.RESUME)
                        .train(files.model("m")))
                .withMessageContaining("the schedule's end is update 150 in it and update 200 in this run, which its"
                        + " schedule no longer allows");
    }

    @Test
    void resume_ofATrapezoidThatHasNotFallen_withALaterEnd_isTheLongerRun() throws IOException {
        TrainingConfig config = CONFIG.withSchedule(new Schedule.Trapezoid(5, 20));
        TrainingConfig longer = config.withLimits(Limits.updates(200));
        run.trainer(longer).train(files.model("whole"));
        for (int at : new int[] {3, 10, 131}) {
            String name = "extended" + at;
            files.stopAt(run, at, config, name);
            run.trainer(longer).whenFound(Existing.RESUME).train(files.model(name));
            files.assertSameRun(name, "whole");
        }
    }

    /// The best model is one of before the fall, and stays: it does not tell where the run was to end.
    @Test
    void resume_ofATrapezoidWhoseBestIsEarly_withALaterEnd_keepsTheBytesOfTheLongerRun() throws IOException {
        TrainingConfig config =
                CONFIG.withRate(0.3).withSchedule(new Schedule.Trapezoid(0, 1)).withLimits(Limits.epochs(7));
        TrainingConfig longer = config.withLimits(Limits.epochs(8));
        assertThat(run.trainer(longer).train(files.model("whole")).bestUpdate()).isLessThan(400);
        files.stopAt(run, 400, config, "extended");
        run.trainer(longer).whenFound(Existing.RESUME).train(files.model("extended"));
        files.assertSameRun("extended", "whole");
    }

    @Test
    void resume_ofATrapezoidThatHasNotFallen_withMinutesInPlaceOfItsEnd_isTheRunOfTheirNumber() throws IOException {
        TrainingConfig config = CONFIG.withSchedule(new Schedule.Trapezoid(20, 20));
        files.stopAt(run, 30, config, "timed");
        Result timed = run.trainer(config.withLimits(Limits.minutes(0.05)))
                .whenFound(Existing.RESUME)
                .train(files.model("timed"));
        assertThat(timed.ending()).isEqualTo(Ending.TIME);
        run.trainer(config.withLimits(Limits.updates(timed.updates()))).train(files.model("counted"));
        assertThat(files.model("timed")).hasSameBinaryContentAs(files.model("counted"));
    }

    @Test
    void resume_ofATrapezoidThatFalls_withMinutesInPlaceOfItsEnd_isRefused() throws IOException {
        TrainingConfig config = CONFIG.withSchedule(new Schedule.Trapezoid(20, 20));
        files.stopAt(run, 140, config, "m");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(config.withLimits(Limits.minutes(20)))
                        .whenFound(Existing.RESUME)
                        .train(files.model("m")))
                .withMessageContaining("the schedule's end is update 150 in it and open in this run");
    }

    @Test
    void resume_ofATrapezoidThatFalls_withALaterEnd_isRefused() throws IOException {
        TrainingConfig config = CONFIG.withSchedule(new Schedule.Trapezoid(5, 20));
        files.stopAt(run, 132, config, "m");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(config.withLimits(Limits.updates(200)))
                        .whenFound(Existing.RESUME)
                        .train(files.model("m")))
                .withMessageContaining("the schedule's end is update 150 in it and update 200 in this run");
    }

    @Test
    void begunSchedule_isThatOfTheCheckpoint_ifThereIsOne() throws IOException {
        RunFiles own = new RunFiles(files.model("m"));
        assertThat(Trainer.begunSchedule(own)).isEmpty();
        files.stopAt(run, 10, CONFIG.withSchedule(new Schedule.Cosine(5)), "m");
        assertThat(Trainer.begunSchedule(own)).contains(new Schedule.Cosine(5));

        String intact = Files.readString(own.checkpoint(), StandardCharsets.ISO_8859_1);
        for (String damage : new String[] {"cosine:x", "nosine:5"}) {
            Files.writeString(own.checkpoint(), intact.replace("cosine:5", damage), StandardCharsets.ISO_8859_1);
            assertThatIOException()
                    .isThrownBy(() -> Trainer.begunSchedule(own))
                    .withMessageContainingAll("m.checkpoint: it is damaged: ", damage);
        }
    }
}
