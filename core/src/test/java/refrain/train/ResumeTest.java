package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.refusal.RefusalException;
import refrain.train.config.Limits;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;

class ResumeTest {
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
    void stoppedRun_resumed_writesTheBytesOfTheUninterruptedOne() throws IOException {
        run.trainer(CONFIG).train(files.model("whole"));
        for (int at : new int[] {1, 63, 64, 65, 128, 149}) {
            String name = "stopped" + at;
            assertThat(files.stopAt(run, at, CONFIG, name).updates()).isEqualTo(at);
            Result result = run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model(name));
            assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
            files.assertSameRun(name, "whole");
        }
    }

    /// After these updates comes a regular validation.
    @ParameterizedTest
    @ValueSource(ints = {64, 128})
    void validation_thatAStopDoesNotWaitFor_isMadeAgainOnResumption(int at) throws IOException {
        run.trainer(CONFIG).train(files.model("whole"));
        Trainer trainer = run.trainer(CONFIG).savingEvery(Duration.ofNanos(1)).patient(Duration.ZERO);
        Result stopped = trainer.listening(RunFolder.stopAt(trainer, at)).train(files.model("m"));
        assertThat(stopped.ending()).isEqualTo(Ending.STOPPED);
        Result result = run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m"));
        assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
        files.assertSameRun("m", "whole");
    }

    @Test
    void lastValidation_thatAStopDoesNotWaitFor_losesNoUpdate() throws IOException {
        run.trainer(CONFIG).train(files.model("whole"));
        files.stopAt(run, 150, CONFIG, "m");
        List<Long> saved = new ArrayList<>();
        Trainer ending = run.trainer(CONFIG)
                .whenFound(Existing.RESUME)
                .patient(Duration.ZERO)
                .listening(new TrainingListener() {
                    @Override
                    public void checkpointed(long update) {
                        saved.add(update);
                    }
                });
        ending.requestStop();
        assertThat(ending.train(files.model("m")).ending()).isEqualTo(Ending.STOPPED);
        assertThat(saved).containsExactly(150L);
        Result result = run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m"));
        assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
        files.assertSameRun("m", "whole");
    }

    @Test
    void firstValidation_thatAStopDoesNotWaitFor_leavesARunThatBeginsAnew() throws IOException {
        run.trainer(CONFIG).train(files.model("whole"));
        Trainer trainer = run.trainer(CONFIG).patient(Duration.ZERO);
        trainer.requestStop();
        Result stopped = trainer.train(files.model("m"));
        assertThat(stopped.ending()).isEqualTo(Ending.STOPPED);
        assertThat(stopped.updates()).isZero();
        run.trainer(CONFIG).whenFound(Existing.OVERWRITE).train(files.model("m"));
        files.assertSameRun("m", "whole");
    }

    @Test
    void stoppedRun_withoutValidation_resumesToTheSameBytes() throws IOException {
        run.unvalidated(CONFIG).train(files.model("whole"));
        Trainer trainer = run.unvalidated(CONFIG);
        trainer.listening(RunFolder.stopAt(trainer, 70)).train(files.model("part"));
        assertThat(files.model("part")).doesNotExist();
        run.unvalidated(CONFIG).whenFound(Existing.RESUME).train(files.model("part"));
        files.assertSameRun("part", "whole");
    }

    @Test
    void finishedRun_withALaterLimit_goesOnAsIfTheEarlierHadNotBeen() throws IOException {
        run.trainer(CONFIG).train(files.model("whole"));
        for (int first : new int[] {10, 64, 65, 100, 128, 130}) {
            String name = "extended" + first;
            run.trainer(CONFIG.withLimits(Limits.updates(first))).train(files.model(name));
            assertThat(files.model(name)).exists();
            run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model(name));
            files.assertSameRun(name, "whole");
        }
    }

    /// At so high a rate the losses of later epochs waver: after update 400, between two regular validations,
    /// the model is better than the best of the whole run's regular ones, that of update 320.
    @Test
    void finishedRun_whoseLastModelReplacedTheBest_givesTheBestBackWhenItGoesOn() throws IOException {
        TrainingConfig config = CONFIG.withRate(0.3).withLimits(Limits.epochs(8));
        Result whole = run.trainer(config).train(files.model("whole"));
        Result part = run.trainer(config.withLimits(Limits.updates(400))).train(files.model("part"));
        assertThat(part.bestUpdate()).isEqualTo(400);
        assertThat(whole.bestUpdate()).isEqualTo(320);
        run.trainer(config).whenFound(Existing.RESUME).train(files.model("part"));
        files.assertSameRun("part", "whole");
    }

    @Test
    void pausedRun_isMeasured_andResumesToTheBytesOfOneThatDidNotPause() throws IOException {
        TrainingConfig config = CONFIG.withSchedule(new Schedule.Cosine(20));
        run.trainer(config).train(files.model("whole"));
        for (int at : new int[] {1, 10, 63, 64, 65, 149}) {
            String name = "paused" + at;
            Result pause = run.trainer(config).pausingAt(at).train(files.model(name));
            assertThat(pause.ending()).isEqualTo(Ending.PAUSED);
            assertThat(pause.updates()).isEqualTo(at);
            assertThat(pause.bestValidationLoss()).isPresent();
            assertThat(files.model(name)).exists();
            Result again =
                    run.trainer(config).whenFound(Existing.RESUME).pausingAt(at).train(files.model(name));
            assertThat(again.updates()).isEqualTo(at);
            run.trainer(config).whenFound(Existing.RESUME).train(files.model(name));
            files.assertSameRun(name, "whole");
        }
    }

    @Test
    void pause_atOrAfterTheEnd_changesNothing() throws IOException {
        assertThat(run.trainer(CONFIG).pausingAt(150).train(files.model("m")).ending())
                .isEqualTo(Ending.COMPLETE);
        assertThat(run.trainer(CONFIG).pausingAt(1_000).train(files.model("n")).ending())
                .isEqualTo(Ending.COMPLETE);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> run.trainer(CONFIG).pausingAt(0))
                .withMessage("update is 0; it must be at least 1");
    }

    @Test
    void finishedRun_resumed_doesNothing() throws IOException {
        Result first = run.trainer(CONFIG).train(files.model("m"));
        byte[] checkpoint = Files.readAllBytes(files.checkpoint("m"));
        Result second = run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m"));
        assertThat(second.ending()).isEqualTo(Ending.ALREADY_FINISHED);
        assertThat(second.updates()).isEqualTo(first.updates());
        assertThat(second.bestValidationLoss()).isEqualTo(first.bestValidationLoss());
        assertThat(files.checkpoint("m")).hasBinaryContent(checkpoint);
    }

    /// A run that was to go on had put the earlier model back when it was killed.
    @Test
    void finishedRun_whoseModelIsNotInPlace_isFinishedAgain() throws IOException {
        run.trainer(CONFIG).train(files.model("m"));
        byte[] model = Files.readAllBytes(files.model("m"));
        Path superseded = new RunFiles(files.model("m")).superseded();
        Files.move(superseded, files.model("m"), StandardCopyOption.REPLACE_EXISTING);
        Result again = run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m"));
        assertThat(again.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(files.model("m")).hasBinaryContent(model);
        assertThat(superseded).exists();
    }

    @Test
    void finishedRun_isToldFromDigests() throws IOException {
        RunFiles there = new RunFiles(files.model("m"));
        assertThat(FinishedRun.of(there)).isEmpty();
        files.stopAt(run, 70, CONFIG, "m");
        assertThat(FinishedRun.of(there)).isEmpty();
        Result result = run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m"));
        FinishedRun finished = FinishedRun.of(there).orElseThrow();
        assertThat(run.resumed(finished, CONFIG).orElseThrow().bestUpdate()).isEqualTo(result.bestUpdate());
        assertThat(run.resumed(finished, CONFIG.withLimits(Limits.updates(151))))
                .isEmpty();
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.resumed(finished, CONFIG.withSeed(2)))
                .withMessageContaining("seed is 1 in it and 2 in this run");
        Files.writeString(files.model("m"), "something else");
        assertThat(FinishedRun.of(there)).isEmpty();
    }

    @Test
    void finishedRun_withoutValidation_isToldFromDigests() throws IOException {
        run.unvalidated(CONFIG).train(files.model("m"));
        FinishedRun finished = FinishedRun.of(new RunFiles(files.model("m"))).orElseThrow();
        Result result = run.resumedUnvalidated(finished, CONFIG).orElseThrow();
        assertThat(result.ending()).isEqualTo(Ending.ALREADY_FINISHED);
        assertThat(result.bestValidationLoss()).isEmpty();
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.resumed(finished, CONFIG))
                .withMessageContaining("validation text is none in it");
    }

    @Test
    void finishedRun_whoseKeptModelIsGone_isRefusedFromDigests() throws IOException {
        run.trainer(CONFIG.withLimits(Limits.epochs(2))).train(files.model("m"));
        Files.writeString(files.model("m"), "something else");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> FinishedRun.of(new RunFiles(files.model("m"))))
                .withMessageContaining("it is not the model that the run had made when m.checkpoint was written");
    }

    @Test
    void finishedRun_whoseSupersededModelIsGone_isRefusedFromDigestsOnlyIfItIsToGoOn() throws IOException {
        RunFiles there = new RunFiles(files.model("m"));
        run.trainer(CONFIG).train(files.model("m"));
        Files.delete(there.superseded());
        FinishedRun finished = FinishedRun.of(there).orElseThrow();
        assertThat(run.resumed(finished, CONFIG)).isPresent();
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.resumed(finished, CONFIG.withLimits(Limits.updates(151))))
                .withMessageContaining("it is not the model that the run had made when m.checkpoint was written");
    }

    @Test
    void resume_withAnEarlierStop_isRefused() throws IOException {
        files.stopAt(run, 70, CONFIG, "m");
        assertEarlier(Limits.updates(60), "70 updates are done; this run is to end after 60");
        assertEarlier(
                Limits.updates(149), "the run was to end after 150 updates; this one after 149, which is earlier");
        assertEarlier(Limits.epochs(2), "the run was to end after 150 updates; this one after 128, which is earlier");
        assertThat(files.checkpoint("m")).exists();
        Result later = run.trainer(CONFIG.withLimits(Limits.epochs(3)))
                .whenFound(Existing.RESUME)
                .train(files.model("m"));
        assertThat(later.updates()).isEqualTo(3 * TinyRun.UPDATES_PER_EPOCH);
    }

    private void assertEarlier(Limits limits, String message) {
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(CONFIG.withLimits(limits))
                        .whenFound(Existing.RESUME)
                        .train(files.model("m")))
                .withMessage("%s: %s%n  resume with the same limit or a later one, or start anew (Existing.OVERWRITE)"
                        .formatted(files.checkpoint("m"), message));
    }

    @Test
    void resumedRun_countsTheTimeBefore() throws IOException {
        double before = files.stopAt(run, 100, CONFIG, "m").seconds();
        Result result = run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m"));
        assertThat(result.seconds()).isGreaterThan(before);
    }

    @Test
    void resume_withNothingThere_startsAnew() throws IOException {
        Result result = run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m"));
        assertThat(result.updates()).isEqualTo(150);
    }

    @Test
    void resume_withAnotherConfiguration_isRefusedNamingWhatDiffers() throws IOException {
        files.stopAt(run, 10, CONFIG, "m");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(CONFIG.withRate(0.5).withSeed(9))
                        .whenFound(Existing.RESUME)
                        .train(files.model("m")))
                .withMessageContaining("rate is 0.01 in it and 0.5 in this run; seed is 1 in it and 9 in this run");
    }

    @Test
    void resume_withAnotherText_isRefused() throws IOException {
        files.stopAt(run, 10, CONFIG, "m");
        try (TinyRun other = TinyRun.ofOtherText()) {
            assertThatExceptionOfType(RefusalException.class)
                    .isThrownBy(() ->
                            other.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m")))
                    .withMessageContaining("training text is ");
        }
    }

    @Test
    void resume_withAnotherModelFile_isRefused() throws IOException {
        files.stopAt(run, 70, CONFIG, "m");
        Files.writeString(files.model("m"), "something else");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m")))
                .withMessageContaining("it is not the model that the run had made when m.checkpoint was written");
    }

    @Test
    void resume_refusedForItsModel_leavesTheMetricsUntouched() throws IOException {
        files.stopAt(run, 70, CONFIG, "m");
        Path metrics = new RunFiles(files.model("m")).metrics();
        Files.writeString(metrics, "{\"update\":71}\n", StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(metrics);
        Files.writeString(files.model("m"), "something else");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m")));
        assertThat(metrics).hasBinaryContent(before);
    }

    @Test
    void existingModel_isRefusedUntouched() throws IOException {
        run.trainer(CONFIG.withLimits(Limits.updates(3))).train(files.model("m"));
        byte[] before = Files.readAllBytes(files.model("m"));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(CONFIG).train(files.model("m")))
                .withMessage(
                        "%s: it exists already%n  go on with that run (Existing.RESUME), or replace it (Existing.OVERWRITE) or choose"
                                        .formatted(files.model("m"))
                                + " another name");
        assertThat(files.model("m")).hasBinaryContent(before);
    }

    @Test
    void existingModelWithoutCheckpoint_isNotResumed() throws IOException {
        Files.writeString(files.model("m"), "somebody's work");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m")))
                .withMessage("%s: it exists already%n  replace it (Existing.OVERWRITE) or choose another name"
                        .formatted(files.model("m")));
        assertThat(files.model("m")).hasContent("somebody's work");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics.jsonl", "checkpoint"})
    void existingFileOfAnyKind_isRefusedUntouched(String kind) throws IOException {
        Path file = Files.writeString(folder.resolve("m." + kind), "precious");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(CONFIG).train(files.model("m")))
                .withMessageStartingWith("%s: it exists already", file);
        assertThat(file).hasContent("precious");
        assertThat(files.model("m")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Existing.class)
    void folderInThePlaceOfAFile_isRefusedWhateverIsAsked(Existing existing) throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve("m.metrics.jsonl"));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(CONFIG).whenFound(existing).train(files.model("m")))
                .withMessage("%s: it is a folder, and a run wants to write a file of that name%n  choose another name"
                        .formatted(inTheWay));
        assertThat(inTheWay).isEmptyDirectory();
    }

    @Test
    void existingModel_isOverwrittenOnDemand() throws IOException {
        run.trainer(CONFIG.withSeed(2)).train(files.model("m"));
        run.trainer(CONFIG).whenFound(Existing.OVERWRITE).train(files.model("m"));
        run.trainer(CONFIG).train(files.model("fresh"));
        files.assertSameRun("m", "fresh");
    }
}
