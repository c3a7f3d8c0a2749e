package refrain.lm.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.lm.Reading;
import refrain.lm.RecurrentModel;
import refrain.lm.TestModels;
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
    void decayOfAllThatWasLearnt_isAlwaysTheLastSegment() {
        Adaptation.Dynamic forgetful = SETTINGS.withDecay(1);
        Adaptation.Dynamic faithful = SETTINGS.withDecay(0);
        assertThat(Texts.loss(read(forgetful, text.length, 1)))
                .isGreaterThan(Texts.loss(read(faithful, text.length, 1)));
    }

    @Test
    void update_isTheDefinition() {
        int[] first = Arrays.copyOf(text, 14);
        Network learnt = GradientStatistics.copy(model.network());
        Tape tape = Tape.training(learnt, 1, 7, 1, Regularization.NONE, 0);
        tape.inputs()[0] = model.vocabulary().boundary();
        System.arraycopy(first, 0, tape.inputs(), 1, 6);
        System.arraycopy(first, 0, tape.targets(), 0, 7);
        float[] expected = new float[7];
        try (Team team = Team.of(1)) {
            team.run(worker -> {
                tape.forward(worker, 7, 0);
                tape.backward(worker);
            });
            move(learnt);
            System.arraycopy(first, 6, tape.inputs(), 0, 7);
            System.arraycopy(first, 7, tape.targets(), 0, 7);
            team.run(worker -> tape.forward(worker, 7, 0));
            System.arraycopy(tape.logProbabilities(), 0, expected, 0, 7);
        }
        float[] found = Arrays.copyOfRange(read(SETTINGS, text.length, 1), 7, 14);
        assertThat(found).containsExactly(expected, offset(2e-5f));
    }

    /// θ ← θ − η·g / (RMS + ε), in double: nothing draws back what has not moved yet.
    private void move(Network network) {
        List<Parameter> parameters = network.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            float[] rms = statistics.rms().get(i);
            for (int at = 0; at < rms.length; at++) {
                double step = SETTINGS.rate() * parameter.gradient()[at] / (rms[at] + SETTINGS.epsilon());
                parameter.value()[at] -= (float) step;
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
                .withMessage("adapt-rate is -1.0; it must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withDecay(1.5))
                .withMessage("adapt-decay is 1.5; it must be from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withEpsilon(0))
                .withMessage("adapt-epsilon is 0.0; it must be greater than 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withSegment(0))
                .withMessage("adapt-segment is 0; it must be from 1 to 10000");
    }
}
