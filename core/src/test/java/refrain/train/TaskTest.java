package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.text.CharTokenizer;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;
import refrain.train.config.Limits;
import refrain.train.config.TrainingConfig;
import refrain.train.pace.Pace;

class TaskTest {
    /// The warm-up is a quarter of the time that is left, and of a short time 8 s or a third.
    @ParameterizedTest
    @CsvSource({"0, 30", "20, 25", "90, 8", "111, 3"})
    void pace_countsTheTimeSpentBefore(double before, double warmUp) throws IOException {
        try (TinyRun run = TinyRun.small()) {
            RunState state = new RunState();
            state.seconds = before;
            Pace pace = run.task(TinyRun.CONFIG.withLimits(Limits.minutes(2)))
                    .pace(state)
                    .orElseThrow();
            assertThat(pace.isMeasured(1, warmUp / 2)).isFalse();
            assertThat(pace.isMeasured(2, 0.99 * warmUp)).isFalse();
            assertThat(pace.isMeasured(3, warmUp)).isTrue();
        }
    }

    @Test
    void text_encodedByAnotherTokenizer_isRefused() throws IOException {
        Tokenizer one = tokenizer("ab");
        Tokenizer other = tokenizer("cd");
        ModelConfig model = new ModelConfig(
                one.vocabulary().size(), new InputConfig.OneHot(), List.of(LayerConfig.parse("lstm:3")));
        try (TokenStore right = TokenStore.inMemory(one, Corpus.ofText("ab\n"));
                TokenStore wrong = TokenStore.inMemory(other, Corpus.ofText("ab\n"))) {
            refused(model, one, wrong, right, "training");
            refused(model, one, right, wrong, "validation");
        }
    }

    private static Tokenizer tokenizer(String characters) throws IOException {
        return CharTokenizer.train(Corpus.ofText(characters + "\n"), Vocabulary.Limits.NONE);
    }

    private static void refused(
            ModelConfig model, Tokenizer tokenizer, TokenStore training, TokenStore validation, String which) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Task.of(model, TrainingConfig.DEFAULT, tokenizer, training, Optional.of(validation)))
                .withMessage("the %s text was encoded by another tokenizer than the model's; encode it with this one"
                        .formatted(which));
    }
}
