package refrain.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import refrain.generate.BigramModel;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.RecurrentModel;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.network.Network;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;
import refrain.text.corpus.Corpus;

class EvaluatorTest {
    // ids: 0 <unk>, 1 newline, 2 a, 3 b
    private static final Vocabulary VOCABULARY = Vocabulary.of(List.of("<unk>", "\n", "a", "b"), "\n");

    private static final BigramModel MODEL = BigramModel.of(VOCABULARY, new double[][] {
        {1, 1, 1, 1}, {1, 1, 5, 3}, {1, 2, 4, 3}, {1, 1, 1, 7},
    });

    @Test
    void loss_isTheMeanOverEveryToken_theFirstAndTheLineEndsIncluded() throws IOException {
        Evaluation evaluation = evaluate("ab\n", Context.CARRIED);

        double sum = StrictMath.log(0.5) + StrictMath.log(0.3) + StrictMath.log(0.1);
        assertThat(evaluation.tokens()).isEqualTo(3);
        assertThat(evaluation.loss()).isCloseTo(-sum / 3, within(1e-6));
        assertThat(evaluation.perplexity()).isCloseTo(StrictMath.exp(-sum / 3), within(1e-5));
        assertThat(evaluation.bitsPerToken()).isCloseTo(-sum / 3 / StrictMath.log(2), within(1e-6));
        assertThat(evaluation.bitsPerCharacter()).isEqualTo(evaluation.bitsPerToken());
    }

    @Test
    void unknownSymbols_areCounted_andTakenApart() throws IOException {
        Evaluation evaluation = evaluate("axb\n", Context.CARRIED);

        double known = StrictMath.log(0.5) + StrictMath.log(0.25) + StrictMath.log(0.1);
        assertThat(evaluation.unknown()).isEqualTo(1);
        assertThat(evaluation.unknownRate()).isEqualTo(0.25);
        assertThat(evaluation.lossOfKnown()).isCloseTo(-known / 3, within(1e-6));
        assertThat(evaluation.loss()).isCloseTo(-(known + StrictMath.log(0.1)) / 4, within(1e-6));
    }

    @Test
    void positionsAndLines_areCounted() throws IOException {
        List<TokenScore> scores = scores(MODEL, "ab\nba", Context.CARRIED);

        assertThat(scores).extracting(TokenScore::line).containsExactly(1L, 1L, 1L, 2L, 2L);
        assertThat(scores).extracting(TokenScore::position).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void eachLine_startsAfresh() throws IOException {
        LanguageModel model = recurrent();
        double alone = evaluate(model, "abba\n", Context.CARRIED).logProbability();

        assertThat(evaluate(model, "abba\nabba\n", Context.EACH_LINE).logProbability())
                .isCloseTo(2 * alone, within(1e-12));
        assertThat(evaluate(model, "abba\nabba\n", Context.CARRIED).logProbability())
                .isNotCloseTo(2 * alone, within(1e-6));
    }

    @Test
    void eachLine_newlineUnknownToTheVocabulary_startsAfreshToo() throws IOException {
        LanguageModel model = recurrent(CharTokenizer.of(Vocabulary.of(List.of("<unk>", "a", "b"), "<unk>")));
        Evaluation alone = evaluate(model, "abba\n", Context.EACH_LINE);
        Evaluation both = evaluate(model, "abba\nabba\n", Context.EACH_LINE);

        assertThat(alone.unknown()).isEqualTo(1);
        assertThat(both.logProbability()).isCloseTo(2 * alone.logProbability(), within(1e-12));
    }

    @Test
    void linesOfUnknownNewlines_areCounted() throws IOException {
        LanguageModel model = recurrent(CharTokenizer.of(Vocabulary.of(List.of("<unk>", "a", "b"), "<unk>")));
        List<TokenScore> scores = scores(model, "axa\n\nb", Context.CARRIED);

        assertThat(scores).extracting(TokenScore::line).containsExactly(1L, 1L, 1L, 1L, 2L, 3L);
    }

    @ParameterizedTest
    @EnumSource
    void words_everyLineEndsWithItsEos_alsoTheLastWithoutNewline(Context context) throws IOException {
        WordTokenizer words = WordTokenizer.of(Vocabulary.of(List.of("<unk>", "<eos>", "a", "b"), "<eos>"));
        List<TokenScore> scores = scores(recurrent(words), "a b\n\nb", context);

        assertThat(scores).extracting(TokenScore::token).containsExactly(2, 3, 1, 1, 3, 1);
        assertThat(scores).extracting(TokenScore::line).containsExactly(1L, 1L, 1L, 2L, 3L, 3L);
    }

    @Test
    void words_eachLine_startsAfreshAfterEos() throws IOException {
        LanguageModel model = recurrent(WordTokenizer.of(Vocabulary.of(List.of("<unk>", "<eos>", "a", "b"), "<eos>")));
        double alone = evaluate(model, "a b b a", Context.CARRIED).logProbability();

        assertThat(evaluate(model, "a b b a\na b b a", Context.EACH_LINE).logProbability())
                .isCloseTo(2 * alone, within(1e-12));
    }

    @Test
    void longText_inPieces_isTheSumOfItsTokens() throws IOException {
        String text = "abba\n".repeat(3_000);
        List<TokenScore> scores = scores(MODEL, text, Context.CARRIED);

        double sum = 0;
        for (TokenScore score : scores) {
            sum += score.logProbability();
        }
        assertThat(scores).hasSize(15_000);
        assertThat(evaluate(text, Context.CARRIED).logProbability()).isEqualTo(sum);
    }

    @Test
    void emptyText_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Evaluation(0, 0, 0, 0, 0, Context.CARRIED));
    }

    private static LanguageModel recurrent() {
        return recurrent(CharTokenizer.of(VOCABULARY));
    }

    private static LanguageModel recurrent(Tokenizer tokenizer) {
        ModelConfig config = new ModelConfig(
                tokenizer.vocabulary().size(), new InputConfig.OneHot(), List.of(new LayerConfig.Lstm(9, false)));
        Network network = Network.of(config, Kernels.plain());
        network.initialise(3);
        return RecurrentModel.of(network, tokenizer, 1);
    }

    private static Evaluation evaluate(String text, Context context) throws IOException {
        return evaluate(MODEL, text, context);
    }

    private static Evaluation evaluate(LanguageModel model, String text, Context context) throws IOException {
        return Evaluator.of(model, context).evaluate(Corpus.ofText(text));
    }

    private static List<TokenScore> scores(LanguageModel model, String text, Context context) throws IOException {
        List<TokenScore> scores = new ArrayList<>();
        Evaluator.of(model, context).evaluate(Corpus.ofText(text), scores::add);
        return scores;
    }
}
