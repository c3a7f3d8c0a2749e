package refrain.lm.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.random.SeededRandom;
import refrain.lm.Session;

class NGramModelTest {
    @ParameterizedTest
    @CsvSource({"1, 9", "2, 9", "3, 40", "5, 40", "9, 3"})
    void probabilities_inManyContexts_addUpToOne(int order, int words) {
        NGramModel model = Texts.words(Texts.zipf(order, 300, words), order);
        SeededRandom random = SeededRandom.of(order);
        float[] all = new float[model.vocabulary().size()];
        try (Session session = model.open(1)) {
            for (int i = 0; i < 300; i++) {
                session.logProbabilities(0, all);
                double sum = 0;
                int likely = 0;
                for (int token = 0; token < all.length; token++) {
                    sum += StrictMath.exp(all[token]);
                    likely = all[token] > all[likely] ? token : likely;
                }
                assertThat(sum).isCloseTo(1, within(3e-6));
                int next = i % 3 == 0 ? random.nextInt(all.length) : likely;
                session.accept(new int[] {0}, new int[] {i % 11 == 0 ? 0 : next});
            }
        }
    }

    @Test
    void line_isReadByItself() {
        NGramModel model = Texts.words("a b\nb a\na b\n", 3);
        int[] lines = model.tokenizer().encode("a b\na b\n");
        float[] scores = new float[6];
        model.score(model.start(), lines, scores);

        assertThat(scores[3]).isEqualTo(scores[0]);
        assertThat(scores[4]).isEqualTo(scores[1]);
        assertThat(scores[5]).isEqualTo(scores[2]);
        assertThat(scores[1]).isNotEqualTo(scores[0]);
    }

    @Test
    void text_withoutLineEnds_isOneLine() {
        NGramModel model = Texts.characters("abracadabra", 3);
        int[] text = model.tokenizer().encode("abab");
        float[] scores = new float[4];
        model.score(model.start(), text, scores);

        assertThat(model.start()).hasToString("NGramState[order 3]");
        assertThat(scores[2]).isNotEqualTo(scores[0]);
    }

    @Test
    void order1_ignoresContext() {
        NGramModel model = Texts.words("a b b\n", 1);
        float[] scores = new float[5];
        model.score(model.start(), model.tokenizer().encode("b a b\nb"), scores);

        assertThat(scores[0]).isEqualTo(scores[2]).isEqualTo(scores[4]).isNotEqualTo(scores[1]);
        assertThat(model).hasToString("NGramModel[order 1, 4 symbols]");
    }

    @Test
    void state_ofAnotherNGramModel_isRefused() {
        NGramModel model = Texts.words("a b\n", 2);
        NGramModel same = Texts.words("a b\n", 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.score(same.start(), new int[0], new float[0]))
                .withMessage("the state is NGramState[order 2]; it must be one that this model made");
    }
}
