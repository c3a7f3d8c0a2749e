package refrain.lm.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.Kernels;
import refrain.kernel.random.SeededRandom;
import refrain.lm.RecurrentModel;
import refrain.lm.Session;
import refrain.lm.TestModels;

class CachedTest {
    private static final int VOCABULARY = 9;

    private static int[] text(int length) {
        SeededRandom random = SeededRandom.of(length);
        return IntStream.range(0, length).map(i -> random.nextInt(VOCABULARY)).toArray();
    }

    private static float[] score(Cached model, int... text) {
        float[] scores = new float[text.length];
        model.score(model.start(), text, scores);
        return scores;
    }

    /// p of every token of the text by the definition, in double.
    private static double[] defined(RecurrentModel model, Adaptation.Cache settings, int... text) {
        int width = model.hidden();
        float[] hidden = new float[text.length * width];
        float[] alone = new float[text.length];
        model.score(model.start(), text, alone, hidden);
        double[] p = new double[text.length];
        for (int t = 0; t < text.length; t++) {
            double mass = 0;
            double total = 0;
            for (int i = Math.max(0, t - settings.size()); i < t; i++) {
                double dot = 0;
                for (int k = 0; k < width; k++) {
                    dot += (double) hidden[t * width + k] * hidden[i * width + k];
                }
                total += StrictMath.exp(settings.theta() * dot);
                mass += text[i] == text[t] ? StrictMath.exp(settings.theta() * dot) : 0;
            }
            double model1 = StrictMath.exp(alone[t]);
            p[t] = total == 0 ? model1 : (1 - settings.weight()) * model1 + settings.weight() * mass / total;
        }
        return p;
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5, 0.2", "3, 0, 0.9", "63, 1, 0.1", "64, 1, 0.1", "65, 4, 0.5", "127, 0.3, 0", "500, 2, 0.3"})
    void score_isTheDefinition(int size, double theta, double weight) {
        RecurrentModel model = TestModels.recurrent(Kernels.best(), 1, 11, VOCABULARY, "lstm:33");
        Adaptation.Cache settings = new Adaptation.Cache(size, theta, weight);
        int[] text = text(301);
        double[] expected = defined(model, settings, text);
        float[] scores = score(Cached.of(model, settings), text);
        for (int t = 0; t < text.length; t++) {
            assertThat(StrictMath.exp(scores[t])).as("token %d", t).isCloseTo(expected[t], within(3e-6));
        }
    }

    @Test
    void cacheOfNoWeight_isTheModelBitForBit() {
        RecurrentModel model = TestModels.recurrent(Kernels.best(), 1, 11, VOCABULARY, "gru:17");
        int[] text = text(200);
        float[] expected = new float[200];
        model.score(model.start(), text, expected);

        assertThat(score(Cached.of(model, new Adaptation.Cache(50, 0.4, 0)), text))
                .isEqualTo(expected);
    }

    @Test
    void kernelsAndThreads_changeNoBit() {
        Adaptation.Cache settings = new Adaptation.Cache(100, 0.7, 0.25);
        Cached plain = Cached.of(TestModels.recurrent(Kernels.plain(), 1, 11, VOCABULARY, "lstm:17"), settings);
        Cached fast = Cached.of(TestModels.recurrent(Kernels.best(), 2, 11, VOCABULARY, "lstm:17"), settings);

        assertThat(score(fast, text(300))).isEqualTo(score(plain, text(300)));
    }

    @Test
    void textThatReturns_isMoreProbable() {
        RecurrentModel model = TestModels.recurrent(Kernels.best(), 1, 11, 28, "lstm:17");
        int[] text = IntStream.range(0, 300).map(i -> i % 7 * 3).toArray();
        float[] alone = new float[300];
        model.score(model.start(), text, alone);
        float[] cached = score(Cached.of(model, Adaptation.Cache.DEFAULT.withWeight(0.5)), text);

        assertThat(sum(cached)).isGreaterThan(sum(alone) + 100);
    }

    private static double sum(float... values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    @Test
    void stateOfALargerCacheOrAnotherWidth_isRefused() {
        RecurrentModel model = TestModels.recurrent(Kernels.best(), 1, 11, VOCABULARY, "gru:17");
        Cached large = Cached.of(model, Adaptation.Cache.DEFAULT.withSize(50));
        Cached small = Cached.of(model, Adaptation.Cache.DEFAULT.withSize(20));
        var state = large.score(large.start(), text(30), new float[30]);

        assertThatIllegalArgumentException().isThrownBy(() -> small.score(state, text(1), new float[1]));
    }

    @Test
    void tokenOutsideTheVocabulary_leavesTheSessionAsItWas() {
        Cached model =
                Cached.of(TestModels.recurrent(Kernels.best(), 1, 11, VOCABULARY, "gru:17"), Adaptation.Cache.DEFAULT);
        try (Session session = model.open(1)) {
            session.accept(new int[] {0}, new int[] {3});
            float before = session.logProbability(0, 3);
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> session.accept(new int[] {0}, new int[] {VOCABULARY}));
            float[] all = new float[VOCABULARY];
            session.logProbabilities(0, all);
            assertThat(all[3]).isEqualTo(before);
        }
    }

    @Test
    void slotsThatAreRefused_leaveTheOthersAsTheyWere() {
        Cached model =
                Cached.of(TestModels.recurrent(Kernels.best(), 1, 11, VOCABULARY, "gru:17"), Adaptation.Cache.DEFAULT);
        try (Session session = model.open(2)) {
            session.accept(new int[] {0, 1}, new int[] {3, 4});
            float[] before = new float[VOCABULARY];
            session.logProbabilities(0, before);
            assertThatIllegalArgumentException().isThrownBy(() -> session.accept(new int[] {0, 0}, new int[] {1, 2}));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> session.accept(new int[] {0, 2}, new int[] {1, 2}));
            float[] after = new float[VOCABULARY];
            session.logProbabilities(0, after);
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void settings_outOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adaptation.Cache.DEFAULT.withSize(0))
                .withMessage("cache-size is 0; it must be from 1 to 1000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adaptation.Cache.DEFAULT.withTheta(Double.POSITIVE_INFINITY))
                .withMessage("cache-theta is Infinity; it must be from 0 to 1,000,000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adaptation.Cache.DEFAULT.withWeight(1))
                .withMessage("cache-weight is 1.0; it must be at least 0 and less than 1");
    }
}
