package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
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
import refrain.refusal.RefusalException;
import refrain.train.checkpoint.Checkpoint;
import refrain.train.config.Clipping;
import refrain.train.config.Limits;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;

class TrainerTest {
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
    void training_lowersTheLossAndWritesAModel() throws IOException {
        Result result = run.trainer(CONFIG.withLimits(Limits.epochs(5))).train(files.model("m"));
        assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(result.updates()).isEqualTo(5 * TinyRun.UPDATES_PER_EPOCH);
        assertThat(result.epochs()).isEqualTo(5);
        assertThat(result.firstValidationLoss()).isPresent();
        assertThat(result.bestValidationLoss().orElseThrow())
                .isLessThan(0.6 * result.firstValidationLoss().orElseThrow());
        try (ModelFile model = ModelFile.open(files.model("m"))) {
            assertThat(model.provenance().updates()).isEqualTo(result.bestUpdate());
            assertThat(model.provenance().recipe()).contains("optimizer=adam:0.9:0.999:1.0E-8", "batch=5");
        }
    }

    @ParameterizedTest
    @CsvSource({"plain,2", "plain,5", "vector128,1", "vector256,5", "vector512,2"})
    void training_onAnyThreadsAndKernels_writesTheSameBytes(String kernels, int threads) throws IOException {
        TrainingConfig config = CONFIG.withLimits(Limits.updates(12)).withClip(Clipping.NONE.withNorm(0.1f));
        try (TinyRun wide = TinyRun.wide()) {
            wide.trainer(config).train(files.model("one"));
            wide.trainer(config).with(Kernels.named(kernels)).onThreads(threads).train(files.model("other"));
        }
        assertThat(files.model("other")).hasSameBinaryContentAs(files.model("one"));
    }

    @Test
    void hugeRate_stopsWithAClearMessageAndKeepsTheLastGoodCheckpoint() throws IOException {
        TrainingConfig config =
                CONFIG.withOptimizer(new OptimizerConfig.Sgd()).withRate(1e30).withClip(Clipping.NONE);
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() -> run.trainer(config).savingEvery(Duration.ZERO).train(files.model("m")))
                .withMessageMatching("update 1: the loss is .* at rate 1.0E30; training has diverged\\R"
                        + "  try a smaller rate or clip-norm; .*m.checkpoint keeps update 1");
        try (Checkpoint checkpoint = Checkpoint.open(files.checkpoint("m"))) {
            assertThat(checkpoint.state(RunState::of).update).isEqualTo(1);
        }
        assertThat(files.model("m")).doesNotExist();
    }

    @Test
    void hugeRate_withTheDefaultOptimizer_stopsToo() {
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() -> run.trainer(CONFIG.withRate(1e30)).train(files.model("m")))
                .withMessageContaining("training has diverged");
    }

    @Test
    void targetLoss_endsTheRun() throws IOException {
        Limits limits = Limits.epochs(50).withTargetLoss(2);
        Result result = run.trainer(CONFIG.withLimits(limits)).train(files.model("m"));
        assertThat(result.ending()).isEqualTo(Ending.TARGET_LOSS);
        assertThat(result.bestValidationLoss().orElseThrow()).isLessThanOrEqualTo(2);
        assertThat(result.updates()).isLessThan(50 * TinyRun.UPDATES_PER_EPOCH);
    }

    @Test
    void patience_endsTheRunAndTheBestModelIsKept() throws IOException {
        TrainingConfig config =
                CONFIG.withRate(0.3).withLimits(Limits.epochs(200).withPatience(2));
        Result result = run.trainer(config).train(files.model("m"));
        assertThat(result.ending()).isEqualTo(Ending.PATIENCE);
        assertThat(result.updates()).isEqualTo(result.bestUpdate() + 2 * TinyRun.UPDATES_PER_EPOCH);
        try (ModelFile model = ModelFile.open(files.model("m"))) {
            assertThat(model.provenance().updates()).isEqualTo(result.bestUpdate());
        }
    }

    @Test
    void plateau_lowersTheRateInTheMetrics() throws IOException {
        TrainingConfig config =
                CONFIG.withRate(0.3).withSchedule(new Schedule.Plateau(4, 1)).withLimits(Limits.epochs(12));
        run.trainer(config).train(files.model("m"));
        assertThat(files.metrics("m")).anyMatch(line -> line.contains("\"rate\":0.075"));
    }

    @Test
    void minutes_fixTheNumberOfUpdates() throws IOException {
        List<Long> planned = new ArrayList<>();
        Result timed = run.trainer(CONFIG.withLimits(Limits.minutes(0.01)))
                .listening(new TrainingListener() {
                    @Override
                    public void planned(long updates, boolean longer) {
                        planned.add(updates);
                    }
                })
                .train(files.model("timed"));
        assertThat(timed.ending()).isEqualTo(Ending.TIME);
        assertThat(planned).containsExactly(timed.updates());
        assertThat(timed.seconds()).isBetween(0.1, 60.0);
        run.trainer(CONFIG.withLimits(Limits.updates(timed.updates()))).train(files.model("counted"));
        assertThat(files.model("timed")).hasSameBinaryContentAs(files.model("counted"));
    }

    /// Also if the run is interrupted before its end is known, and where its rate then falls.
    @Test
    void minutes_ofATrapezoid_stoppedAndResumed_giveTheRunOfTheirNumber() throws IOException {
        TrainingConfig config = CONFIG.withSchedule(new Schedule.Trapezoid(20));
        TrainingConfig timed = config.withLimits(Limits.minutes(0.05));
        Trainer stopping = run.trainer(timed);
        assertThat(stopping.listening(RunFolder.stopAt(stopping, 3))
                        .train(files.model("timed"))
                        .updates())
                .isEqualTo(3);
        List<Long> planned = new ArrayList<>();
        Result result = run.trainer(timed)
                .whenFound(Existing.RESUME)
                .listening(new TrainingListener() {
                    @Override
                    public void planned(long updates, boolean longer) {
                        planned.add(updates);
                    }
                })
                .train(files.model("timed"));

        assertThat(planned).containsExactly(result.updates());
        run.trainer(config.withLimits(Limits.updates(result.updates()))).train(files.model("counted"));
        assertThat(files.model("timed")).hasSameBinaryContentAs(files.model("counted"));
    }

    @Test
    void coolDown_thatMinutesDoNotHold_isTold() throws IOException {
        for (double cooldown : new double[] {1_000_000, 0.3}) {
            List<Boolean> longer = new ArrayList<>();
            Trainer trainer = run.trainer(
                    CONFIG.withSchedule(new Schedule.Trapezoid(5, cooldown)).withLimits(Limits.minutes(0.02)));
            trainer.listening(new TrainingListener() {
                        @Override
                        public void planned(long updates, boolean more) {
                            longer.add(more);
                            trainer.requestStop();
                        }
                    })
                    .train(files.model("m" + cooldown));
            assertThat(longer).containsExactly(cooldown > 1);
        }
    }

    @Test
    void trapezoid_thatFallsOverMostOfATimedRun_isRefused() {
        TrainingConfig config =
                CONFIG.withSchedule(new Schedule.Trapezoid(20, 0.6)).withLimits(Limits.minutes(1));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(config).train(files.model("m")))
                .withMessage("schedule trapezoid:20:0.6 in a run limited by minutes: the speed is measured before it"
                        + " falls; let it fall over at most 0.5 of the run");
    }

    @Test
    void taskWithoutValidation_whoseLimitNeedsOne_isRefused() {
        TrainingConfig config = CONFIG.withLimits(Limits.epochs(1).withPatience(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.unvalidated(config).train(files.model("m")))
                .withMessage("target-loss and patience need a validation text; there is none");
    }

    @Test
    void cosine_withoutAnyBound_isRefused() {
        TrainingConfig config = CONFIG.withSchedule(new Schedule.Cosine(3)).withLimits(Limits.NONE.withPatience(3));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(config).train(files.model("m")))
                .withMessage(
                        "schedule cosine:3 needs to know the number of updates; limit the run by updates, epochs or"
                                + " minutes");
    }

    @Test
    void metrics_tellTheStoryOfTheRun() throws IOException {
        run.trainer(CONFIG).train(files.model("m"));
        List<String> lines = files.metrics("m");
        assertThat(lines.getFirst()).startsWith("{\"started\":\"").contains("\"kernels\":\"plain\"", "\"threads\":1");
        assertThat(lines.get(1)).startsWith("{\"update\":0,\"tokens\":0,\"epoch\":0,\"validationLoss\":");
        assertThat(lines.get(2)).startsWith("{\"update\":10,\"tokens\":350,\"epoch\":0,\"loss\":");
        assertThat(lines).filteredOn(line -> line.contains("validationLoss")).hasSize(4);
        assertThat(lines.getLast()).startsWith("{\"update\":150,");
    }

    @Test
    void missingFolder_isSaidAtOnce() {
        Path nowhere = folder.resolve("nowhere").resolve("m.safetensors");
        assertThatIOException()
                .isThrownBy(() -> run.trainer(CONFIG).train(nowhere))
                .withMessageContaining("m.safetensors: it cannot be written: its directory does not exist");
    }

    @Test
    void network_withMoreValuesThanAnArrayHolds_isRefusedAndSaysWhy() throws IOException {
        TrainingConfig config = CONFIG.withBatch(50).withSteps(4_000);
        try (TinyRun wide = TinyRun.impossible()) {
            assertThatExceptionOfType(RefusalException.class)
                    .isThrownBy(() -> wide.trainer(config).train(files.model("m")))
                    .withMessage("an array of this run would have 2^31 values or more%n".formatted()
                            + "  try: a smaller batch, fewer steps or a smaller network")
                    .withCauseInstanceOf(ArithmeticException.class);
        }
        assertThat(files.model("m")).doesNotExist();
    }
}
