package refrain.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import refrain.text.CharTokenizer;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;

class UnigramModelTest extends LanguageModelContract {
    private static UnigramModel train(Tokenizer tokenizer, String text) {
        try (TokenStore tokens = TokenStore.inMemory(tokenizer, Corpus.ofText(text))) {
            return UnigramModel.train(tokenizer, tokens);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    LanguageModel create() {
        return train(TestTokenizers.chars(9), "abba cabad\n");
    }

    @Test
    void probabilities_areCountsPlusOne() throws IOException {
        Tokenizer tokenizer = CharTokenizer.train(Corpus.ofText("aab\n"), Vocabulary.Limits.NONE);
        UnigramModel model = train(tokenizer, "abaa\nx");
        float[] scores = new float[4];
        model.score(model.start(), tokenizer.encode("ab\nx"), scores);

        // 6 tokens, 4 symbols: a, b, newline, <unk>
        assertThat(scores).containsExactly(ln(4, 10), ln(2, 10), ln(2, 10), ln(2, 10));
    }

    private static float ln(int count, int total) {
        return (float) (StrictMath.log(count) - StrictMath.log(total));
    }

    @Test
    void symbol_neverSeen_isPossible() {
        UnigramModel model = train(TestTokenizers.chars(9), "aaaa\n");
        float[] all = new float[9];
        model.open(1).logProbabilities(0, all);

        assertThat(all[8]).isEqualTo(ln(1, 14));
    }

    @Test
    void text_longerThanAChunk_isCountedWhole() {
        UnigramModel model = train(TestTokenizers.chars(4), "ab".repeat(10_000));
        float[] all = new float[4];
        model.open(1).logProbabilities(0, all);

        assertThat(all).containsExactly(ln(1, 20_004), ln(1, 20_004), ln(10_001, 20_004), ln(10_001, 20_004));
    }

    @Test
    void context_isIgnored() {
        LanguageModel model = create();
        float[] scores = new float[3];
        model.score(model.start(), new int[] {2, 4, 2}, scores);

        assertThat(scores[0]).isEqualTo(scores[2]).isNotEqualTo(scores[1]);
    }

    @Test
    void tokens_ofAnotherVocabulary_areRefused() throws IOException {
        try (TokenStore tokens = TokenStore.inMemory(TestTokenizers.chars(5), Corpus.ofText("a"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> UnigramModel.train(TestTokenizers.chars(6), tokens))
                    .withMessage("the tokens are of a vocabulary of 5 symbols; the tokenizer has 6");
        }
    }
}
