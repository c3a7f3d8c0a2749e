package refrain.lm.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.TestModels;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

class MixtureTuningTest {
    private static final Tokenizer TOKENIZER = TestModels.chars(9);
    private static final String TEXT = "abc\ngab\nddd\nefg\n".repeat(30);

    private static List<LanguageModel> members() {
        return List.of(
                TestModels.recurrent(Kernels.best(), 1, 5, 9, "lstm:17"),
                TestModels.backwards(9),
                TestModels.unigram(TOKENIZER, 0.01, 0.25, 0.14, 0.14, 0.06, 0.18, 0.06, 0.06, 0.1));
    }

    private static double loss(LanguageModel model, TokenStore text) {
        int[] tokens = new int[(int) text.size()];
        text.read(0, tokens, 0, tokens.length);
        float[] scores = new float[tokens.length];
        model.score(model.start(), tokens, scores);
        double sum = 0;
        for (float score : scores) {
            sum -= score;
        }
        return sum / tokens.length;
    }

    @ParameterizedTest
    @EnumSource
    void of_isAtLeastAsGoodAsEachMember(MixtureKind kind) throws IOException {
        var read = new AtomicInteger();
        try (TokenStore text = TokenStore.inMemory(TOKENIZER, Corpus.ofText(TEXT))) {
            MixtureTuning tuning = MixtureTuning.of(kind, members(), text, Kernels.best(), 1, read::addAndGet);

            assertThat(tuning.tokens()).isEqualTo(480);
            assertThat(read).hasValueGreaterThanOrEqualTo(3 * 480);
            assertThat(tuning.loss()).isCloseTo(loss(tuning.mixture(), text), within(1e-9));
            assertThat(tuning.losses()).allSatisfy(loss -> assertThat(loss).isGreaterThan(tuning.loss() - 1e-6));
            assertThat(tuning.losses().get(0)).isCloseTo(loss(members().getFirst(), text), within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource
    void of_movedWeights_areWorse(MixtureKind kind) throws IOException {
        try (TokenStore text = TokenStore.inMemory(TOKENIZER, Corpus.ofText(TEXT))) {
            MixtureTuning tuning = MixtureTuning.of(kind, members(), text, Kernels.best(), 1, tokens -> {});
            double[] weights = tuning.mixture().weights();
            double step = 0.01;
            double[] moved = {weights[0] + step, weights[1], weights[2] - step};
            double[] back = {weights[0] - step, weights[1], weights[2] + step};
            for (double[] other : List.of(moved, back)) {
                if (other[0] >= 0 && other[2] >= 0) {
                    assertThat(loss(tuning.mixture().withWeights(other), text)).isGreaterThan(tuning.loss() - 1e-7);
                }
            }
        }
    }
}
