package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.Kernels;
import refrain.lm.ModelFile;

class TrainerTest {
    private static final TrainingConfig CONFIG = TinyRun.CONFIG;

    @TempDir
    private Path folder;

    private TinyRun run;

    @BeforeEach
    void open() throws IOException {
        run = TinyRun.small();
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void training_lowersTheLossAndWritesAModel() throws IOException {
        Result result = run.trainer(CONFIG.withLimits(Limits.epochs(5))).train(file("m"));
        assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(result.updates()).isEqualTo(5 * TinyRun.UPDATES_PER_EPOCH);
        assertThat(result.epochs()).isEqualTo(5);
        assertThat(result.firstValidationLoss()).isPresent();
        assertThat(result.bestValidationLoss().orElseThrow())
                .isLessThan(0.6 * result.firstValidationLoss().orElseThrow());
        try (ModelFile model = ModelFile.open(file("m"))) {
            assertThat(model.provenance().updates()).isEqualTo(result.bestUpdate());
            assertThat(model.provenance().recipe()).contains("optimizer=adam:0.9:0.999:1.0E-8", "batch=5");
        }
    }

    @ParameterizedTest
    @CsvSource({"plain,2", "plain,5", "vector128,1", "vector256,5", "vector512,2"})
    void training_onAnyThreadsAndKernels_writesTheSameBytes(String kernels, int threads) throws IOException {
        TrainingConfig config = CONFIG.withLimits(Limits.updates(12)).withClip(Clipping.NONE.withNorm(0.1f));
        try (TinyRun wide = TinyRun.wide()) {
            wide.trainer(config).train(file("one"));
            wide.trainer(config).with(Kernels.named(kernels)).onThreads(threads).train(file("other"));
        }
        assertThat(file("other")).hasSameBinaryContentAs(file("one"));
    }

    @Test
    void stoppedRun_resumed_writesTheBytesOfTheUninterruptedOne() throws IOException {
        run.trainer(CONFIG).train(file("whole"));
        for (int at : new int[] {1, 63, 64, 65, 128, 149}) {
            String name = "stopped" + at;
            assertThat(stopAt(at, CONFIG, name).updates()).isEqualTo(at);
            Result result = run.trainer(CONFIG).whenFound(Existing.RESUME).train(file(name));
            assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
            assertSameRun(name, "whole");
        }
    }

    @Test
    void stoppedRun_withoutValidation_resumesToTheSameBytes() throws IOException {
        run.unvalidated(CONFIG).train(file("whole"));
        Trainer trainer = run.unvalidated(CONFIG);
        trainer.listening(stopAt(trainer, 70)).train(file("part"));
        assertThat(file("part")).doesNotExist();
        run.unvalidated(CONFIG).whenFound(Existing.RESUME).train(file("part"));
        assertSameRun("part", "whole");
    }

    @Test
    void finishedRun_withALaterLimit_goesOnAsIfTheEarlierHadNotBeen() throws IOException {
        run.trainer(CONFIG).train(file("whole"));
        for (int first : new int[] {10, 64, 65, 100, 128, 130}) {
            String name = "extended" + first;
            run.trainer(CONFIG.withLimits(Limits.updates(first))).train(file(name));
            assertThat(file(name)).exists();
            run.trainer(CONFIG).whenFound(Existing.RESUME).train(file(name));
            assertSameRun(name, "whole");
        }
    }

    @Test
    void finishedRun_whoseLastModelReplacedTheBest_givesTheBestBackWhenItGoesOn() throws IOException {
        // So steep a fall of the rate that nothing after the first epoch but the very next updates improves.
        TrainingConfig config = CONFIG.withRate(0.3).withLimits(Limits.epochs(4));
        run.trainer(config).train(file("whole"));
        for (int first = 66; first < 128; first += 10) {
            String name = "extended" + first;
            run.trainer(config.withLimits(Limits.updates(first))).train(file(name));
            run.trainer(config).whenFound(Existing.RESUME).train(file(name));
            assertSameRun(name, "whole");
        }
    }

    @Test
    void finishedRun_resumed_doesNothing() throws IOException {
        Result first = run.trainer(CONFIG).train(file("m"));
        byte[] checkpoint = Files.readAllBytes(new RunFiles(file("m")).checkpoint());
        Result second = run.trainer(CONFIG).whenFound(Existing.RESUME).train(file("m"));
        assertThat(second.ending()).isEqualTo(Ending.ALREADY_FINISHED);
        assertThat(second.updates()).isEqualTo(first.updates());
        assertThat(second.bestValidationLoss()).isEqualTo(first.bestValidationLoss());
        assertThat(new RunFiles(file("m")).checkpoint()).hasBinaryContent(checkpoint);
    }

    @Test
    void resume_withNothingThere_startsAnew() throws IOException {
        Result result = run.trainer(CONFIG).whenFound(Existing.RESUME).train(file("m"));
        assertThat(result.updates()).isEqualTo(150);
    }

    @Test
    void existingModel_isRefusedUntouched() throws IOException {
        run.trainer(CONFIG.withLimits(Limits.updates(3))).train(file("m"));
        byte[] before = Files.readAllBytes(file("m"));
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> run.trainer(CONFIG).train(file("m")))
                .withMessage(
                        "%s: it exists already%n  go on with that run (--resume), replace it (--overwrite) or choose"
                                        .formatted(file("m"))
                                + " another name");
        assertThat(file("m")).hasBinaryContent(before);
    }

    @Test
    void existingModelWithoutCheckpoint_isNotResumed() throws IOException {
        Files.writeString(file("m"), "somebody's work");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> run.trainer(CONFIG).whenFound(Existing.RESUME).train(file("m")))
                .withMessage("%s: it exists already%n  replace it (--overwrite) or choose another name"
                        .formatted(file("m")));
        assertThat(file("m")).hasContent("somebody's work");
    }

    @Test
    void existingModel_isOverwrittenOnDemand() throws IOException {
        run.trainer(CONFIG.withSeed(2)).train(file("m"));
        run.trainer(CONFIG).whenFound(Existing.OVERWRITE).train(file("m"));
        run.trainer(CONFIG).train(file("fresh"));
        assertSameRun("m", "fresh");
    }

    @Test
    void resume_withAnotherConfiguration_isRefusedNamingWhatDiffers() throws IOException {
        stopAt(10, CONFIG, "m");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> run.trainer(CONFIG.withRate(0.5).withSeed(9))
                        .whenFound(Existing.RESUME)
                        .train(file("m")))
                .withMessageContaining("rate is 0.01 in it and 0.5 in this run; seed is 1 in it and 9 in this run");
    }

    @Test
    void resume_withAnotherText_isRefused() throws IOException {
        stopAt(10, CONFIG, "m");
        try (TinyRun other = TinyRun.ofOtherText()) {
            assertThatExceptionOfType(TrainingException.class)
                    .isThrownBy(() ->
                            other.trainer(CONFIG).whenFound(Existing.RESUME).train(file("m")))
                    .withMessageContaining("training text is ");
        }
    }

    @Test
    void resume_withAnotherModelFile_isRefused() throws IOException {
        stopAt(70, CONFIG, "m");
        Files.writeString(file("m"), "something else");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> run.trainer(CONFIG).whenFound(Existing.RESUME).train(file("m")))
                .withMessageContaining("it is not the model that the run had made when m.checkpoint was written");
    }

    @Test
    void resume_ofACosineWithAnotherEnd_isRefused() throws IOException {
        TrainingConfig config = CONFIG.withSchedule(new Schedule.Cosine(5));
        stopAt(10, config, "m");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> run.trainer(config.withLimits(Limits.updates(200)))
                        .whenFound(Existing.RESUME)
                        .train(file("m")))
                .withMessageContaining("the schedule's end is update 150 in it and 200 in this run");
    }

    @Test
    void hugeRate_stopsWithAClearMessageAndKeepsTheLastGoodCheckpoint() throws IOException {
        TrainingConfig config =
                CONFIG.withOptimizer(new OptimizerConfig.Sgd()).withRate(1e30).withClip(Clipping.NONE);
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> run.trainer(config).savingEvery(Duration.ZERO).train(file("m")))
                .withMessageMatching("update \\d: the .* at rate 1.0E30; training has diverged\\R"
                        + "  try a smaller rate or clip-norm; .*");
        Path checkpoint = new RunFiles(file("m")).checkpoint();
        if (Files.exists(checkpoint)) {
            Checkpoint.open(checkpoint).close();
        }
        assertThat(file("m")).doesNotExist();
    }

    @Test
    void targetLoss_endsTheRun() throws IOException {
        Limits limits = Limits.epochs(50).withTargetLoss(2);
        Result result = run.trainer(CONFIG.withLimits(limits)).train(file("m"));
        assertThat(result.ending()).isEqualTo(Ending.TARGET_LOSS);
        assertThat(result.bestValidationLoss().orElseThrow()).isLessThanOrEqualTo(2);
        assertThat(result.updates()).isLessThan(50 * TinyRun.UPDATES_PER_EPOCH);
    }

    @Test
    void patience_endsTheRunAndTheBestModelIsKept() throws IOException {
        TrainingConfig config =
                CONFIG.withRate(0.3).withLimits(Limits.epochs(200).withPatience(2));
        Result result = run.trainer(config).train(file("m"));
        assertThat(result.ending()).isEqualTo(Ending.PATIENCE);
        assertThat(result.updates()).isEqualTo(result.bestUpdate() + 2 * TinyRun.UPDATES_PER_EPOCH);
        try (ModelFile model = ModelFile.open(file("m"))) {
            assertThat(model.provenance().updates()).isEqualTo(result.bestUpdate());
        }
    }

    @Test
    void plateau_lowersTheRateInTheMetrics() throws IOException {
        TrainingConfig config =
                CONFIG.withRate(0.3).withSchedule(new Schedule.Plateau(4, 1)).withLimits(Limits.epochs(12));
        run.trainer(config).train(file("m"));
        assertThat(metrics("m")).anyMatch(line -> line.contains("\"rate\":0.075"));
    }

    @Test
    void minutes_fixTheNumberOfUpdates() throws IOException {
        List<Long> planned = new ArrayList<>();
        Result timed = run.trainer(CONFIG.withLimits(Limits.minutes(0.01)))
                .listening(new TrainingListener() {
                    @Override
                    public void planned(long updates) {
                        planned.add(updates);
                    }
                })
                .train(file("timed"));
        assertThat(timed.ending()).isEqualTo(Ending.TIME);
        assertThat(planned).containsExactly(timed.updates());
        assertThat(timed.seconds()).isBetween(0.1, 60.0);
        run.trainer(CONFIG.withLimits(Limits.updates(timed.updates()))).train(file("counted"));
        assertThat(file("timed")).hasSameBinaryContentAs(file("counted"));
    }

    @Test
    void taskWithoutValidation_whoseLimitNeedsOne_isRefused() {
        TrainingConfig config = CONFIG.withLimits(Limits.epochs(1).withPatience(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.unvalidated(config).train(file("m")))
                .withMessage("target-loss and patience need a validation text; there is none");
    }

    @Test
    void cosine_withoutAnyBound_isRefused() {
        TrainingConfig config = CONFIG.withSchedule(new Schedule.Cosine(3)).withLimits(Limits.NONE.withPatience(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.trainer(config).train(file("m")))
                .withMessage(
                        "schedule cosine:3 needs to know the number of updates; limit the run by updates, epochs or"
                                + " minutes");
    }

    @Test
    void metrics_tellTheStoryOfTheRun() throws IOException {
        run.trainer(CONFIG).train(file("m"));
        List<String> lines = metrics("m");
        assertThat(lines.getFirst()).startsWith("{\"started\":\"").contains("\"kernels\":\"plain\"", "\"threads\":1");
        assertThat(lines.get(1)).startsWith("{\"update\":0,\"tokens\":0,\"epoch\":0,\"validationLoss\":");
        assertThat(lines.get(2)).startsWith("{\"update\":10,\"tokens\":350,\"epoch\":0,\"loss\":");
        assertThat(lines).filteredOn(line -> line.contains("validationLoss")).hasSize(4);
        assertThat(lines.getLast()).startsWith("{\"update\":150,");
    }

    @Test
    void steadyUpdates_allocateNothing() throws IOException {
        Trainer trainer = run.unvalidated(CONFIG.withLimits(Limits.updates(20_000)));
        AllocationMeter meter = new AllocationMeter(trainer::requestStop);
        trainer.listening(meter).train(file("m"));
        assertThat(meter.least()).isZero();
    }

    @Test
    void fullDisk_leavesTheLastCheckpoint() throws IOException {
        Path checkpoint = new RunFiles(file("m")).checkpoint();
        Path full = folder.resolve("m.checkpoint.partial");
        TrainingListener filling = new TrainingListener() {
            @Override
            public void updated(Status status) {
                if (status.update() == 20) {
                    link(full);
                }
            }
        };
        assertThatIOException()
                .isThrownBy(() -> run.trainer(CONFIG)
                        .savingEvery(Duration.ZERO)
                        .listening(filling)
                        .train(file("m")))
                .withMessage(checkpoint + ": it cannot be written: No space left on device;"
                        + " the file of that name is unchanged");
        run.trainer(CONFIG).whenFound(Existing.RESUME).train(file("m"));
        run.trainer(CONFIG).train(file("whole"));
        assertSameRun("m", "whole");
    }

    /// What is written there finds no room.
    private static void link(Path full) {
        try {
            Files.createSymbolicLink(full, Path.of("/dev/full"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The worst moment for a kill: between the checkpoint and the model file with the same weights.
    @Test
    void fullDisk_betweenCheckpointAndModel_isMadeGoodByTheResumedRun() throws IOException {
        Path full = folder.resolve("m.safetensors.partial");
        for (int update : new int[] {0, 100, 140}) {
            Files.createSymbolicLink(full, Path.of("/dev/full"));
            assertThatIOException()
                    .isThrownBy(
                            () -> run.trainer(CONFIG).whenFound(Existing.RESUME).train(file("m")))
                    .withMessageContaining("No space left on device");
            assertThat(full).doesNotExist();
            stopAt(update, CONFIG, "m");
        }
        run.trainer(CONFIG).whenFound(Existing.RESUME).train(file("m"));
        run.trainer(CONFIG).train(file("whole"));
        assertSameRun("m", "whole");
    }

    @Test
    void missingFolder_isSaidAtOnce() {
        Path nowhere = folder.resolve("nowhere").resolve("m.safetensors");
        assertThatIOException()
                .isThrownBy(() -> run.trainer(CONFIG).train(nowhere))
                .withMessageContaining("m.metrics.jsonl: it cannot be written: its directory does not exist");
    }

    private Result stopAt(int update, TrainingConfig config, String name) throws IOException {
        Trainer trainer = run.trainer(config).whenFound(Existing.RESUME);
        return trainer.listening(stopAt(trainer, update)).train(file(name));
    }

    private static TrainingListener stopAt(Trainer trainer, int update) {
        return new TrainingListener() {
            @Override
            public void updated(Status status) {
                if (status.update() >= update) {
                    trainer.requestStop();
                }
            }
        };
    }

    private void assertSameRun(String name, String expected) throws IOException {
        assertThat(file(name)).hasSameBinaryContentAs(file(expected));
        assertThat(story(name)).isEqualTo(story(expected));
    }

    /// The metrics, without what time and machine put into them.
    private List<String> story(String name) throws IOException {
        return metrics(name).stream()
                .filter(line -> !line.startsWith("{\"started\""))
                .map(line -> line.replaceAll(",\"(tokensPerSecond|seconds)\":[^,}]*", ""))
                .toList();
    }

    private List<String> metrics(String name) throws IOException {
        return Files.readAllLines(new RunFiles(file(name)).metrics());
    }

    private Path file(String name) {
        return folder.resolve(name + ".safetensors");
    }
}
