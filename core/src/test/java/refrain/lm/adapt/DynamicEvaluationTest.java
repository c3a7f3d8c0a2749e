package refrain.lm.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.lm.Reading;
import refrain.lm.RecurrentModel;
import refrain.lm.TestModels;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;
import refrain.text.TokenStore;

class DynamicEvaluationTest {
    private static final String SONG = "abc dad cab fee\nbad had cage\n".repeat(40);

    private static final Adaptation.Dynamic SETTINGS = new Adaptation.Dynamic(1e-2, 1e-2, 1e-3, 7);

    private final RecurrentModel model = TestModels.recurrent(Kernels.best(), 1, 3, 11, "lstm:17", "gru:6");
    private final GradientStatistics statistics = statistics(model);
    private final int[] text = text(model);

    private static RecurrentModel model(OutputConfig output, String layer, int threads) {
        ModelConfig config =
                new ModelConfig(11, new InputConfig.Embedding(16), List.of(LayerConfig.parse(layer)), output);
        Network network = Network.of(config, Kernels.best());
        network.initialise(3);
        return RecurrentModel.of(network, TestModels.chars(11), threads);
    }

    private static GradientStatistics statistics(RecurrentModel model) {
        try (TokenStore store = Texts.store(model.tokenizer(), SONG)) {
            return GradientStatistics.of(model, store, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] text(RecurrentModel model) {
        return model.tokenizer().encode(SONG);
    }

    private float[] read(Adaptation.Dynamic settings, int piece, int threads) {
        try (Reading reading = DynamicEvaluation.of(model, settings, statistics, threads)) {
            return Texts.read(reading, text, piece);
        }
    }

    private float[] alone() {
        float[] scores = new float[text.length];
        model.score(model.start(), text, scores);
        return scores;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 65, 5_000})
    void rateOfZero_isTheModelBitForBit(int segment) {
        assertThat(read(SETTINGS.withRate(0).withSegment(segment), text.length, 1))
                .isEqualTo(alone());
    }

    @Test
    void segmentLongerThanTheText_isTheModelBitForBit() {
        assertThat(read(SETTINGS.withSegment(text.length + 1), 100, 1)).isEqualTo(alone());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 7, 8, 127})
    void pieces_changeNoBit(int piece) {
        assertThat(read(SETTINGS, piece, 1)).isEqualTo(read(SETTINGS, text.length, 1));
    }

    @Test
    void threads_changeNoBit() {
        assertThat(read(SETTINGS, text.length, 2)).isEqualTo(read(SETTINGS, text.length, 1));
    }

    @Test
    void kernels_changeNoBit() {
        RecurrentModel plain = TestModels.recurrent(Kernels.plain(), 1, 3, 11, "lstm:17", "gru:6");
        try (Reading reading = DynamicEvaluation.of(plain, SETTINGS, statistics(plain), 1)) {
            assertThat(Texts.read(reading, text, text.length)).isEqualTo(read(SETTINGS, text.length, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "softmax-tied, lstm:16",
        "adaptive:4, lstm:16",
        "softmax, lstm-norm:17",
        "softmax, lstm-peephole:17",
        "softmax, lstm:33:16",
        "softmax, gru:16+residual",
        "softmax, mogrifier:16:3",
        "softmax, rnn:17"
    })
    void everyKindOfNetwork_learns_andPiecesAndThreadsChangeNoBit(String output, String layer) {
        RecurrentModel one = model(OutputConfig.parse(output), layer, 1);
        GradientStatistics statistics = statistics(one);
        Adaptation.Dynamic gentle = SETTINGS.withRate(2e-3);
        float[] expected;
        try (Reading reading = DynamicEvaluation.of(one, gentle, statistics, 1)) {
            expected = Texts.read(reading, text, text.length);
        }
        try (Reading reading = DynamicEvaluation.of(one, gentle, statistics, 3)) {
            assertThat(Texts.read(reading, text, 10)).isEqualTo(expected);
        }
        float[] alone = new float[text.length];
        one.score(one.start(), text, alone);
        assertThat(Texts.loss(expected)).isLessThan(Texts.loss(alone) - 0.1);
    }

    @Test
    void textThatReturns_isLearnt() {
        assertThat(Texts.loss(read(SETTINGS, text.length, 1))).isLessThan(Texts.loss(alone()) - 0.1);
    }

    @Test
    void tokens_areScoredBeforeTheyAreLearntFrom() {
        float[] adapted = read(SETTINGS, text.length, 1);
        float[] alone = alone();
        assertThat(Arrays.copyOf(adapted, 7)).isEqualTo(Arrays.copyOf(alone, 7));
        assertThat(adapted[7]).isNotEqualTo(alone[7]);
    }

    @Test
    void decayOfAllThatWasLearnt_learnsLess() {
        Adaptation.Dynamic forgetful = SETTINGS.withDecay(1);
        Adaptation.Dynamic faithful = SETTINGS.withDecay(0);
        assertThat(Texts.loss(read(forgetful, text.length, 1)))
                .isGreaterThan(Texts.loss(read(faithful, text.length, 1)));
    }

    /// Two updates, since nothing draws back what has not moved yet.
    @Test
    void updates_areTheDefinition() {
        Adaptation.Dynamic settings = SETTINGS.withDecay(0.5);
        assertThat(pulls(settings))
                .as("some weights go all the way back, some do not")
                .contains(1.0)
                .anyMatch(p -> p < 1);
        Network learnt = GradientStatistics.copy(model.network());
        Tape tape = Tape.training(learnt, 1, 7, 1, Regularization.NONE, 0);
        try (Team team = Team.of(1)) {
            for (int at = 0; at < 14; at += 7) {
                forward(tape, at, team);
                team.run(tape::backward);
                move(learnt, settings);
            }
            forward(tape, 14, team);
        }
        float[] expected = Arrays.copyOf(tape.logProbabilities(), 7);
        float[] found = Arrays.copyOfRange(read(settings, text.length, 1), 14, 21);
        assertThat(found).containsExactly(expected, offset(2e-5f));
    }

    private void forward(Tape tape, int at, Team team) {
        for (int t = 0; t < 7; t++) {
            tape.inputs()[t] = at + t == 0 ? model.vocabulary().boundary() : text[at + t - 1];
            tape.targets()[t] = text[at + t];
        }
        team.run(worker -> tape.forward(worker, 7, 0));
    }

    /// min(1, λ·RMS / mean RMS) of every weight.
    private List<Double> pulls(Adaptation.Dynamic settings) {
        List<Double> pulls = new ArrayList<>();
        for (float[] values : statistics.rms()) {
            for (float rms : values) {
                pulls.add(Math.min(1, settings.decay() * rms / statistics.mean()));
            }
        }
        return pulls;
    }

    /// θ ← θ − η·g / (RMS + ε) + min(1, λ·RMSnorm)·(θ₀ − θ), in double.
    private void move(Network network, Adaptation.Dynamic settings) {
        Iterator<Double> pulls = pulls(settings).iterator();
        for (int i = 0; i < network.parameters().size(); i++) {
            Parameter parameter = network.parameters().get(i);
            float[] origin = model.network().parameters().get(i).value();
            float[] rms = statistics.rms().get(i);
            for (int at = 0; at < rms.length; at++) {
                double theta = parameter.value()[at];
                double step = settings.rate() * parameter.gradient()[at] / (rms[at] + settings.epsilon());
                parameter.value()[at] = (float) (theta - step + pulls.next() * (origin[at] - theta));
            }
        }
    }

    @Test
    void model_isNotChanged_andRestartForgets() {
        float[] before = alone();
        try (Reading reading = DynamicEvaluation.of(model, SETTINGS, statistics, 1)) {
            float[] once = Texts.read(reading, text, 100);
            reading.restart();
            assertThat(Texts.read(reading, text, 100)).isEqualTo(once).isNotEqualTo(before);
        }
        assertThat(alone()).isEqualTo(before);
    }

    @Test
    void rateThatIsTooHigh_endsInNaN_notInAnException() {
        float[] scores = read(new Adaptation.Dynamic(1e38, 0, 1e-30, 3), text.length, 1);
        assertThat(scores[text.length - 1]).isNaN();
    }

    @Test
    void token_outsideTheVocabulary_isRefused() {
        try (Reading reading = DynamicEvaluation.of(model, SETTINGS, statistics, 1)) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> reading.read(new int[] {1, 11}, new float[2]));
        }
    }

    @Test
    void statistics_ofAnotherModel_areRefused() {
        RecurrentModel other = TestModels.recurrent(Kernels.best(), 1, 3, 11, "lstm:33");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DynamicEvaluation.of(other, SETTINGS, statistics, 1))
                .withMessageContaining("the gradient statistics are of arrays of");
    }

    @Test
    void settings_outOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withRate(-1))
                .withMessage("adapt-rate is -1.0; it must be at least 0, a float");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withDecay(1.5))
                .withMessage("adapt-decay is 1.5; it must be from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withEpsilon(0))
                .withMessage("adapt-epsilon is 0.0; it must be greater than 0, a float");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withSegment(0))
                .withMessage("adapt-segment is 0; it must be from 1 to 10000");
    }
}
