package refrain.lm.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.Reading;
import refrain.lm.Session;
import refrain.lm.TestModels;
import refrain.refusal.RefusalException;
import refrain.text.BpeTokenizer;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;
import refrain.text.corpus.Corpus;

class MixtureTest {
    private static final Tokenizer FOUR = TestModels.chars(4); // <unk> \n a b

    private static Mixture mixture(MixtureKind kind, double[] weights, LanguageModel... members) {
        return Mixture.of(kind, List.of(members), weights, Kernels.plain());
    }

    private static double[] probabilities(LanguageModel model) {
        float[] logs = new float[model.vocabulary().size()];
        try (Session session = model.open(1)) {
            session.logProbabilities(0, logs);
        }
        double[] probabilities = new double[logs.length];
        for (int v = 0; v < logs.length; v++) {
            probabilities[v] = StrictMath.exp(logs[v]);
        }
        return probabilities;
    }

    @Test
    void linear_isTheWeightedMean() {
        Mixture mixture = mixture(
                MixtureKind.LINEAR,
                new double[] {0.75, 0.25},
                TestModels.unigram(FOUR, 0.1, 0.2, 0.3, 0.4),
                TestModels.unigram(FOUR, 0.5, 0.2, 0.2, 0.1));
        assertThat(probabilities(mixture)).containsExactly(new double[] {0.2, 0.2, 0.275, 0.325}, within(1e-7));
    }

    @Test
    void logLinear_isTheNormalisedProduct() {
        Mixture mixture = mixture(
                MixtureKind.LOG_LINEAR,
                new double[] {1, 2},
                TestModels.unigram(FOUR, 0.1, 0.2, 0.3, 0.4),
                TestModels.unigram(FOUR, 0.5, 0.2, 0.2, 0.1));
        // 0.1·0.25, 0.2·0.04, 0.3·0.04, 0.4·0.01, which add up to 0.049
        double[] expected = {0.025 / 0.049, 0.008 / 0.049, 0.012 / 0.049, 0.004 / 0.049};
        assertThat(probabilities(mixture)).containsExactly(expected, within(1e-6));
    }

    @Test
    void idsOfAnotherOrder_areMatchedByText() {
        Tokenizer reversed = TestModels.reversed(FOUR); // b a \n <unk>
        LanguageModel second = TestModels.unigram(reversed, 0.1, 0.2, 0.2, 0.5);
        Mixture mixture = mixture(
                MixtureKind.LINEAR, new double[] {0.5, 0.5}, TestModels.unigram(FOUR, 0.1, 0.2, 0.3, 0.4), second);

        assertThat(probabilities(mixture)).containsExactly(new double[] {0.3, 0.2, 0.25, 0.25}, within(1e-7));
        assertThat(mixture.tokenizer()).isSameAs(FOUR);
    }

    @Test
    void linear_tokenThatOneForbids_hasTheShareOfTheOther() {
        LanguageModel forbids = TestModels.unigram(FOUR, 0, 0.5, 0.5, 0);
        Mixture mixture =
                mixture(MixtureKind.LINEAR, new double[] {0.5, 0.5}, forbids, TestModels.unigram(FOUR, 0.5, 0, 0.5, 0));

        assertThat(probabilities(mixture)).containsExactly(new double[] {0.25, 0.25, 0.5, 0}, within(1e-7));
    }

    @Test
    void logLinear_tokenThatOneForbids_isAsGoodAsForbidden() {
        LanguageModel forbids = TestModels.unigram(FOUR, 0, 0.5, 0.25, 0.25);
        LanguageModel other = TestModels.unigram(FOUR, 0.25, 0.25, 0.25, 0.25);
        Mixture mixture = mixture(MixtureKind.LOG_LINEAR, new double[] {1, 1}, forbids, other);

        assertThat(probabilities(mixture)).containsExactly(new double[] {0, 0.5, 0.25, 0.25}, within(1e-7));
    }

    @ParameterizedTest
    @EnumSource
    void memberOfAllTheWeight_isTheMixture(MixtureKind kind) {
        LanguageModel one = TestModels.recurrent(Kernels.best(), 1, 3, 33, "lstm:17");
        LanguageModel none = TestModels.backwards(33);
        Mixture mixture = mixture(kind, new double[] {1, 0}, one, none);

        assertThat(probabilities(mixture)).containsExactly(probabilities(one), within(1e-6));
    }

    @Test
    void kernels_changeNoBitOfALogLinearMixture() {
        LanguageModel one = TestModels.recurrent(Kernels.best(), 1, 3, 67, "gru:31");
        List<LanguageModel> members = List.of(one, TestModels.backwards(67));
        double[] weights = {0.7, 0.6};
        Mixture plain = Mixture.of(MixtureKind.LOG_LINEAR, members, weights, Kernels.plain());
        Mixture fast = Mixture.of(MixtureKind.LOG_LINEAR, members, weights, Kernels.best());

        assertThat(probabilities(fast)).containsExactly(probabilities(plain));
    }

    @Test
    void vocabulariesThatDiffer_areRefusedWithExamples() {
        LanguageModel small = TestModels.backwards(4);
        LanguageModel large = TestModels.backwards(11);
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> mixture(MixtureKind.LINEAR, new double[] {0.5, 0.5}, small, large))
                .withMessage(
                        "the models' vocabularies differ: no symbol is only in the first, "
                                + "\"i\", \"h\", \"g\", \"f\", \"e\" and 2 more are only in the other; train them with one tokenizer");
        Tokenizer other = CharTokenizer.of(Vocabulary.of(List.of("<unk>", "\n", "a", "c"), "\n"));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(
                        () -> mixture(MixtureKind.LINEAR, new double[] {0.5, 0.5}, small, TestModels.unigram(other)))
                .withMessageContaining("\"b\" is only in the first, \"c\" is only in the other");
    }

    @Test
    void piecesThatAreCutOtherwise_areRefused() throws IOException {
        LanguageModel one = TestModels.unigram(BpeTokenizer.train(Corpus.ofText("ab\nab\nab\ncd\ncd\n"), 259));
        LanguageModel other = TestModels.unigram(BpeTokenizer.train(Corpus.ofText("cd\ncd\ncd\nab\nab\n"), 259));
        assertThat(mixture(MixtureKind.LINEAR, new double[] {0.5, 0.5}, one, one))
                .isNotNull();
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> mixture(MixtureKind.LINEAR, new double[] {0.5, 0.5}, one, other))
                .withMessageContaining("train them with one tokenizer");
    }

    @Test
    void unitsThatDiffer_areRefused() {
        Tokenizer words = WordTokenizer.of(Vocabulary.of(List.of("<unk>", "<eos>"), "<eos>"));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> mixture(
                        MixtureKind.LINEAR,
                        new double[] {0.5, 0.5},
                        TestModels.backwards(4),
                        TestModels.unigram(words)))
                .withMessageContaining("units char")
                .withMessageContaining("units word");
    }

    @Test
    void weightsThatAreNone_areRefused() {
        LanguageModel model = TestModels.backwards(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mixture(MixtureKind.LINEAR, new double[] {0.5, 0.4}, model, model))
                .withMessageContaining("add up to 0.9; expected 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mixture(MixtureKind.LOG_LINEAR, new double[] {0, 0}, model, model))
                .withMessageContaining("expected more than 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mixture(MixtureKind.LOG_LINEAR, new double[] {1, Double.NaN}, model, model))
                .withMessageContaining("each must be from 0 to 1,000,000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mixture(MixtureKind.LINEAR, new double[] {1}, model))
                .withMessage("1 models and 1 weights; a mixture has two models or more and a weight for each");
    }

    @Test
    void kind_ofAnotherName_isRefused() {
        assertThat(MixtureKind.parse("log-linear")).isEqualTo(MixtureKind.LOG_LINEAR);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MixtureKind.parse("LINEAR"))
                .withMessage("the kind of mixture is \"LINEAR\"; expected linear or log-linear");
    }

    @Test
    void reading_ofReadings_isTheMixture() {
        LanguageModel one = TestModels.recurrent(Kernels.best(), 1, 3, 31, "lstm:17");
        LanguageModel two = TestModels.backwards(31);
        double[] weights = {0.3, 0.7};
        Mixture mixture = mixture(MixtureKind.LINEAR, weights, one, two);
        int[] text = {3, 4, 30, 0, 1, 9, 9};
        float[] expected = new float[7];
        mixture.score(mixture.start(), text, expected);
        float[] found = new float[7];
        try (Reading reading = LinearReading.of(List.of(Reading.of(one), Reading.of(two)), weights)) {
            reading.read(text, new float[7]);
            reading.restart();
            reading.read(text, found);
        }
        assertThat(found).isEqualTo(expected);
    }
}
