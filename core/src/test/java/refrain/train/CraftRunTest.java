package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.lm.Architecture;
import refrain.lm.ModelFile;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.refusal.RefusalException;
import refrain.text.corpus.Digests;
import refrain.train.config.Averaging;
import refrain.train.config.Clipping;
import refrain.train.config.Craft;
import refrain.train.config.Limits;
import refrain.train.config.Noise;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;
import refrain.train.config.Transfer;
import refrain.train.config.Windows;

class CraftRunTest {
    private static final Averaging EMA = Averaging.parse("ema:0.9");

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

    /// Everything at once, in ways that together touch each of the states a checkpoint keeps.
    private static TrainingConfig config(String name) {
        Craft craft = switch (name) {
            case "ema" -> new Craft(EMA, Noise.parse("kneser-ney:0.3"), new Windows(3, true), Transfer.NONE);
            case "nt-asgd" ->
                new Craft(
                        new Averaging.NonMonotone(1), Noise.parse("unigram:0.2"), new Windows(2, false), Transfer.NONE);
            case "from" ->
                new Craft(
                        new Averaging.From(20),
                        Noise.parse("blank:0.2"),
                        new Windows(1, true),
                        Transfer.NONE.withRateDecay(2.6).withUnfreezeEpochs(1));
            default -> throw new IllegalArgumentException(name);
        };
        double rate = name.equals("nt-asgd") ? 0.3 : 0.01; // so high that validation wavers
        int epochs = switch (name) {
            case "nt-asgd" -> 7;
            case "from" -> 4; // until the embedding is trained, too
            default -> 2;
        };
        return TinyRun.CONFIG.withCraft(craft).withRate(rate).withLimits(Limits.epochs(epochs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ema", "nt-asgd", "from"})
    void stoppedRun_resumed_writesTheBytesOfTheUninterruptedOne(String name) throws IOException {
        TrainingConfig config = config(name);
        Result whole = run.trainer(config).train(files.model("whole"));
        SplittableRandom random = new SplittableRandom(3);
        for (int stop = 0; stop < 4; stop++) {
            int at = 1 + random.nextInt((int) whole.updates() - 1);
            String part = "stopped" + at;
            assertThat(files.stopAt(run, at, config, part).updates()).isEqualTo(at);
            run.trainer(config).onThreads(3).whenFound(Existing.RESUME).train(files.model(part));
            files.assertSameRun(part, "whole");
        }
    }

    @Test
    void nonMonotone_beginsAndIsHeard() throws IOException {
        List<Long> heard = new ArrayList<>();
        run.trainer(config("nt-asgd"))
                .listening(new TrainingListener() {
                    @Override
                    public void averaging(long update) {
                        heard.add(update);
                    }
                })
                .train(files.model("m"));
        assertThat(heard).hasSize(1);
    }

    /// The averages of a run do not change where it goes: the mean of the last two updates is that of two plain
    /// runs.
    @Test
    void from_writesTheMeanOfTheWeights() throws IOException {
        TrainingConfig config = TinyRun.CONFIG;
        run.unvalidated(config.withLimits(Limits.updates(29))).train(files.model("before"));
        run.unvalidated(config.withLimits(Limits.updates(30))).train(files.model("last"));
        Craft craft = Craft.NONE.withAveraging(new Averaging.From(28));
        run.unvalidated(config.withCraft(craft).withLimits(Limits.updates(30))).train(files.model("mean"));
        float[] before = weights("before");
        float[] last = weights("last");
        float[] mean = weights("mean");
        for (int i = 0; i < mean.length; i++) {
            assertThat(mean[i]).isCloseTo((before[i] + last[i]) / 2, within(1e-6f));
        }
        assertThat(mean).isNotEqualTo(last);
    }

    @Test
    void average_isWhatValidates() throws IOException {
        Craft craft = Craft.NONE.withAveraging(EMA);
        Result plain = run.trainer(TinyRun.CONFIG).train(files.model("plain"));
        Result averaged = run.trainer(TinyRun.CONFIG.withCraft(craft)).train(files.model("ema"));
        assertThat(averaged.lastValidationLoss().orElseThrow())
                .isNotEqualTo(plain.lastValidationLoss().orElseThrow())
                .isCloseTo(plain.lastValidationLoss().orElseThrow(), within(0.5));
    }

    /// One update of plain descent by the mean over an epoch: windows that make 64, 32 or 16 steps of state alike.
    @Test
    void accumulate_aWholeEpoch_movesByTheMeanOfItsWindows() throws IOException {
        TrainingConfig config = TinyRun.CONFIG
                .withOptimizer(new OptimizerConfig.Sgd())
                .withRate(1)
                .withClip(Clipping.NONE)
                .withRegularization(Regularization.NONE)
                .withLimits(Limits.updates(1));
        int all = TinyRun.UPDATES_PER_EPOCH;
        float[] start = weightsOf(config.withRate(1e-30), "start");
        float[] moved = weightsOf(config.withCraft(Craft.NONE.withWindows(new Windows(all, false))), "all");
        double[] mean = new double[start.length];
        // With rates too small to matter, the epoch's windows have the start's gradients: the moves of each, one by
        // one.
        TrainingConfig slow = config.withRate(1e-3);
        float[] last = weightsOf(slow.withLimits(Limits.updates(all)), "slow");
        for (int i = 0; i < mean.length; i++) {
            double expected = (last[i] - start[i]) / 1e-3 / all;
            assertThat((double) moved[i] - start[i]).as("weight %d", i).isCloseTo(expected, within(0.004));
        }
        assertThat(moved).isNotEqualTo(start);
    }

    @Test
    void accumulate_clipsTheMeanAndCountsAllTokens() throws IOException {
        Craft craft = Craft.NONE.withWindows(new Windows(10, false));
        Result result = run.unvalidated(TinyRun.CONFIG.withCraft(craft).withLimits(Limits.epochs(1)))
                .train(files.model("m"));
        assertThat(result.updates()).isEqualTo(7);
        Result plain =
                run.unvalidated(TinyRun.CONFIG.withLimits(Limits.epochs(1))).train(files.model("plain"));
        assertThat(result.tokens()).isEqualTo(plain.tokens());
    }

    @Test
    void randomLengths_readTheWholeTextAndScaleTheRate() throws IOException {
        Craft craft = Craft.NONE.withWindows(new Windows(1, true));
        TrainingConfig config = TinyRun.CONFIG.withCraft(craft).withLimits(Limits.epochs(1));
        List<Double> rates = new ArrayList<>();
        Result result = run.unvalidated(config)
                .listening(new TrainingListener() {
                    @Override
                    public void updated(Status status) {
                        rates.add(status.rate());
                    }
                })
                .train(files.model("m"));
        Result plain =
                run.unvalidated(TinyRun.CONFIG.withLimits(Limits.epochs(1))).train(files.model("plain"));
        assertThat(result.tokens()).isEqualTo(plain.tokens());
        assertThat(result.epochs()).isEqualTo(1);
        for (int window = 0; window < rates.size(); window++) {
            int steps = craft.windows().steps(config.steps(), config.seed(), window);
            assertThat(rates.get(window)).isCloseTo(0.01 * steps / 7, within(1e-12));
        }
    }

    @Test
    void frozenParameters_keepTheirBytes() throws IOException {
        Craft craft = new Craft(
                EMA,
                new Noise.None(),
                Windows.PLAIN,
                Transfer.NONE.withFrozen(List.of("embedding", "rnns.0.*hh*", "decoder.bias")));
        run.trainer(TinyRun.CONFIG).train(files.model("first"));
        run.trainer(TinyRun.CONFIG.withCraft(craft))
                .startingFrom(files.model("first"))
                .train(files.model("second"));
        List<Parameter> before = parameters("first");
        List<Parameter> after = parameters("second");
        for (int i = 0; i < before.size(); i++) {
            boolean frozen = List.of("encoder.weight", "rnns.0.weight_hh_l0", "rnns.0.bias_hh_l0", "decoder.bias")
                    .contains(before.get(i).name());
            boolean same = Arrays.equals(before.get(i).value(), after.get(i).value());
            assertThat(same).as(before.get(i).name()).isEqualTo(frozen);
        }
    }

    @Test
    void freeze_ofNothingOrEverything_isRefused() {
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> train(Transfer.NONE.withFrozen(List.of("layer:2"))))
                .withMessageStartingWith("freeze is layer:2, which is no part of this network; it has embedding,"
                        + " layer:0, layer:1, output, and by name encoder.weight, ");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> train(Transfer.NONE.withFrozen(List.of("*"))))
                .withMessage("freeze is *; nothing would be left to train");
    }

    @Test
    void unfreezing_trainsTheOutputAloneAtFirst() throws IOException {
        Transfer transfer = Transfer.NONE.withUnfreezeEpochs(1);
        Craft craft = Craft.NONE.withTransfer(transfer);
        TrainingConfig config = TinyRun.CONFIG.withLimits(Limits.updates(1));
        run.unvalidated(config.withRate(1e-30)).train(files.model("start"));
        TrainingConfig whole = TinyRun.CONFIG.withCraft(craft).withLimits(Limits.epochs(4));
        long epoch = TinyRun.UPDATES_PER_EPOCH;
        run.unvalidated(whole).pausingAt(epoch).train(files.model("one"));
        run.unvalidated(whole).pausingAt(2 * epoch).train(files.model("two"));
        assertThat(changed("start", "one")).allSatisfy(name -> assertThat(name).startsWith("decoder."));
        assertThat(changed("start", "two"))
                .contains("decoder.weight", "rnns.1.weight_ih_l0")
                .noneSatisfy(name -> assertThat(name).startsWith("rnns.0."));
    }

    /// What is frozen holds nothing up: with a frozen output the last layer is trained from the start.
    @Test
    void unfreezing_withAFrozenOutput_beginsBelowIt() throws IOException {
        Transfer transfer = Transfer.NONE.withUnfreezeEpochs(1).withFrozen(List.of("output"));
        TrainingConfig config =
                TinyRun.CONFIG.withCraft(Craft.NONE.withTransfer(transfer)).withLimits(Limits.epochs(3));
        run.unvalidated(TinyRun.CONFIG.withLimits(Limits.updates(1)).withRate(1e-30))
                .train(files.model("start"));
        run.unvalidated(config).pausingAt(1).train(files.model("one"));
        assertThat(changed("start", "one"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("rnns.1."));
    }

    /// One update of plain descent: embedding, layer, layer, output move by g, of which the rates differ by 2 each.
    @Test
    void rateDecay_dividesTheRateOfEachLowerGroup() throws IOException {
        TrainingConfig config = TinyRun.CONFIG
                .withOptimizer(new OptimizerConfig.Sgd())
                .withRate(1)
                .withLimits(Limits.updates(1));
        float[][] start = values(config.withRate(1e-30), "start");
        float[][] plain = values(config, "plain");
        float[][] decayed =
                values(config.withCraft(Craft.NONE.withTransfer(Transfer.NONE.withRateDecay(2))), "decayed");
        List<Parameter> names = parameters("plain");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).name();
            int above =
                    name.startsWith("decoder") ? 0 : name.startsWith("rnns.1") ? 1 : name.startsWith("rnns.0") ? 2 : 3;
            for (int k = 0; k < plain[i].length; k++) {
                float expected = (plain[i][k] - start[i][k]) / (1 << above);
                assertThat(decayed[i][k] - start[i][k]).as(name).isCloseTo(expected, within(1e-6f));
            }
        }
    }

    @Test
    void startingFrom_isInTheProvenanceAndHeldAgainstAResumption() throws IOException {
        run.trainer(TinyRun.CONFIG).train(files.model("first"));
        run.trainer(TinyRun.CONFIG.withSeed(5)).train(files.model("other"));
        Trainer trainer = run.trainer(TinyRun.CONFIG).startingFrom(files.model("first"));
        trainer.listening(RunFolder.stopAt(trainer, 40)).train(files.model("second"));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(TinyRun.CONFIG)
                        .startingFrom(files.model("other"))
                        .whenFound(Existing.RESUME)
                        .train(files.model("second")))
                .withMessageContaining("initial model is ");
        run.trainer(TinyRun.CONFIG)
                .startingFrom(files.model("first"))
                .whenFound(Existing.RESUME)
                .train(files.model("second"));
        run.trainer(TinyRun.CONFIG).startingFrom(files.model("first")).train(files.model("whole"));
        files.assertSameRun("second", "whole");
        try (ModelFile model = ModelFile.open(files.model("second"))) {
            assertThat(model.provenance().initial()).isEqualTo(Digests.sha256(files.model("first")));
        }
    }

    @Test
    void startingFrom_anotherTokenizer_isRefused() throws IOException {
        run.trainer(TinyRun.CONFIG.withLimits(Limits.updates(1))).train(files.model("first"));
        try (TinyRun other = TinyRun.wide()) {
            assertThatExceptionOfType(RefusalException.class)
                    .isThrownBy(() -> other.trainer(TinyRun.CONFIG)
                            .startingFrom(files.model("first"))
                            .train(files.model("second")))
                    .withMessageContaining("its architecture is ");
        }
    }

    @Test
    void contradictions_areRefused() {
        TrainingConfig waiting = TinyRun.CONFIG.withCraft(Craft.NONE.withAveraging(new Averaging.NonMonotone(2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.unvalidated(waiting).train(files.model("m")))
                .withMessage("average nt-asgd:2 needs a validation text; there is none");
        TrainingConfig timed =
                TinyRun.CONFIG.withSchedule(Schedule.parse("slanted")).withLimits(Limits.minutes(1));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> run.trainer(timed).train(files.model("m")))
                .withMessageStartingWith("schedule slanted:0.1:32.0 in a run limited by minutes");
        String digest = "0".repeat(64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(Transfer.NONE.withInitial(digest)))
                .withMessage(
                        "the configuration wants to begin with a model of digest %s; give its file".formatted(digest));
    }

    private Result train(Transfer transfer) throws IOException {
        return run.trainer(TinyRun.CONFIG.withCraft(Craft.NONE.withTransfer(transfer)))
                .train(files.model("m"));
    }

    private List<String> changed(String before, String after) throws IOException {
        List<Parameter> old = parameters(before);
        return parameters(after).stream()
                .filter(now -> old.stream()
                        .filter(then -> then.name().equals(now.name()))
                        .noneMatch(then -> isClose(then.value(), now.value())))
                .map(Parameter::name)
                .toList();
    }

    private static boolean isClose(float[] before, float[] after) {
        return IntStream.range(0, before.length).allMatch(i -> Math.abs(before[i] - after[i]) < 1e-6f);
    }

    private float[][] values(TrainingConfig config, String name) throws IOException {
        run.unvalidated(config).train(files.model(name));
        return parameters(name).stream().map(Parameter::value).toArray(float[][]::new);
    }

    private float[] weightsOf(TrainingConfig config, String name) throws IOException {
        run.unvalidated(config).train(files.model(name));
        return weights(name);
    }

    private float[] weights(String name) throws IOException {
        List<Parameter> parameters = parameters(name);
        int length = parameters.stream().mapToInt(p -> p.value().length).sum();
        float[] all = new float[length];
        int at = 0;
        for (Parameter parameter : parameters) {
            System.arraycopy(parameter.value(), 0, all, at, parameter.value().length);
            at += parameter.value().length;
        }
        return all;
    }

    private List<Parameter> parameters(String name) throws IOException {
        try (ModelFile model = ModelFile.open(files.model(name))) {
            Architecture.Recurrent recurrent = (Architecture.Recurrent) model.architecture();
            return model.network(recurrent.config(), Kernels.plain()).parameters();
        }
    }
}
