package refrain.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Functions;
import refrain.kernel.random.SeededRandom;
import refrain.refusal.RefusalException;

class SamplerTest {
    private static final double[] P = {0.05, 0.4, 0.15, 0.3, 0.1};
    private static final int DRAWS = 40_000;

    /// χ² of 4 degrees of freedom is beyond this once in a hundred thousand seeds; the seeds here are fixed.
    private static final double CHI_SQUARE = 28.5;

    @Test
    void greedy_choosesTheMostProbable_ofEqualsTheFirst() {
        RandomGenerator random = SeededRandom.of(1);

        assertThat(Sampler.greedy().sample(logs(0.2, 0.5, 0.3), random)).isEqualTo(1);
        assertThat(Sampler.greedy().sample(logs(0.1, 0.3, 0.3, 0.3), random)).isEqualTo(1);
    }

    @Test
    void wholeDistribution_isDrawnInItsProportions() {
        assertThat(chiSquare(Sampling.DEFAULT, P)).isLessThan(CHI_SQUARE);
    }

    @ParameterizedTest
    @ValueSource(floats = {0.3f, 0.7f, 1.5f, 4f})
    void temperature_raisesProbabilitiesToItsInverse(float temperature) {
        double[] expected = normalised(
                Arrays.stream(P).map(p -> StrictMath.pow(p, 1 / temperature)).toArray());

        assertThat(chiSquare(Sampling.DEFAULT.withTemperature(temperature), expected))
                .isLessThan(CHI_SQUARE);
    }

    @Test
    void topK_keepsTheKMostProbableInProportion() {
        assertThat(chiSquare(Sampling.DEFAULT.withTopK(2), normalised(0, 0.4, 0, 0.3, 0)))
                .isLessThan(CHI_SQUARE);
        assertThat(chiSquare(Sampling.DEFAULT.withTopK(1), 0, 1, 0, 0, 0)).isZero();
        assertThat(chiSquare(Sampling.DEFAULT.withTopK(5), P)).isLessThan(CHI_SQUARE);
        assertThat(chiSquare(Sampling.DEFAULT.withTopK(99), P)).isLessThan(CHI_SQUARE);
    }

    @Test
    void topP_keepsTheSmallestNucleusThatReachesP() {
        assertThat(chiSquare(Sampling.DEFAULT.withTopP(0.69f), normalised(0, 0.4, 0, 0.3, 0)))
                .isLessThan(CHI_SQUARE);
        assertThat(chiSquare(Sampling.DEFAULT.withTopP(0.71f), normalised(0, 0.4, 0.15, 0.3, 0)))
                .isLessThan(CHI_SQUARE);
        assertThat(chiSquare(Sampling.DEFAULT.withTopP(0.01f), 0, 1, 0, 0, 0)).isZero();
    }

    @Test
    void topP_appliesToWhatTopKLeft() {
        // of the three kept, 0.4 and 0.3 hold 0.82 of the mass
        assertThat(chiSquare(Sampling.DEFAULT.withTopK(3).withTopP(0.8f), normalised(0, 0.4, 0, 0.3, 0)))
                .isLessThan(CHI_SQUARE);
    }

    @Test
    void topK_amongEquals_keepsTheSmallestIds() {
        Sampler sampler = Sampler.of(Sampling.DEFAULT.withTopK(2), 4);
        RandomGenerator random = SeededRandom.of(3);

        for (int i = 0; i < 200; i++) {
            assertThat(sampler.sample(logs(0.25, 0.25, 0.25, 0.25), random)).isLessThan(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 64, 1_000})
    void truncation_onLargeVocabularies_neverLeavesTheKept(int k) {
        int vocabulary = 1_000;
        RandomGenerator random = SeededRandom.of(k);
        float[] logits = new float[vocabulary];
        for (int i = 0; i < vocabulary; i++) {
            logits[i] = (float) random.nextGaussian();
        }
        float[] sorted = logits.clone();
        Arrays.sort(sorted);
        Sampler sampler = Sampler.of(Sampling.DEFAULT.withTopK(k), vocabulary);

        for (int i = 0; i < 300; i++) {
            assertThat(logits[sampler.sample(logits.clone(), random)]).isGreaterThanOrEqualTo(sorted[vocabulary - k]);
        }
    }

    /// The definition, with a sort of all tokens.
    @ParameterizedTest
    @CsvSource({"1000, 0.9, 1", "1000, 0.999, 0.1", "17, 1, 1", "40, 0.5, 2", "1000, 0.01, 1", "999, 1, 30"})
    void truncation_isTheDefinition(int k, float p, float temperature) {
        int vocabulary = 1_000;
        Sampling sampling = Sampling.DEFAULT.withTopK(k).withTopP(p).withTemperature(temperature);
        Sampler sampler = Sampler.of(sampling, vocabulary);
        for (long seed = 0; seed < 50; seed++) {
            float[] logits = someEqual(vocabulary, seed);
            int expected = defined(sampling, logits, SeededRandom.of(seed));
            assertThat(sampler.sample(logits, SeededRandom.of(seed))).isEqualTo(expected);
        }
    }

    /// The definition, with one sum over all tokens.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 63, 64, 65, 129, 1_000})
    void wholeDistribution_isTheInverseOfItsSums(int vocabulary) {
        Sampler sampler = Sampler.of(Sampling.DEFAULT, vocabulary);
        for (long seed = 0; seed < 200; seed++) {
            float[] logits = someEqual(vocabulary, seed);
            int expected = inverse(logits, SeededRandom.of(seed).nextDouble());
            assertThat(sampler.sample(logits, SeededRandom.of(seed))).isEqualTo(expected);
        }
    }

    private static int inverse(float[] logits, double uniform) {
        double total = 0;
        for (float x : logits) {
            total += StrictMath.exp(x);
        }
        int token = 0;
        for (double sum = StrictMath.exp(logits[0]); sum <= uniform * total; token++) {
            sum += StrictMath.exp(logits[token + 1]);
        }
        return token;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 64, 65, 1_000})
    void greatestUniform_choosesTheLastTokenThatCanBe(int vocabulary) {
        float[] logits = new float[vocabulary];
        logits[vocabulary - 1] = Float.NEGATIVE_INFINITY;
        RandomGenerator greatest = () -> -1L;

        assertThat(Sampler.of(Sampling.DEFAULT, vocabulary).sample(logits, greatest))
                .isEqualTo(vocabulary - 2);
    }

    /// Sums of other numbers round, so that the point may lie just beyond the last: still no impossible token is drawn,
    /// neither within a block of those summed together nor where the last blocks are impossible as a whole.
    @ParameterizedTest
    @CsvSource({"2, 1", "60, 1", "65, 1", "1000, 1", "128, 64", "200, 72", "1000, 500"})
    void greatestUniform_beyondRoundedSums_choosesATokenThatCanBe(int vocabulary, int impossible) {
        Sampler sampler = Sampler.of(Sampling.DEFAULT, vocabulary);
        RandomGenerator greatest = () -> -1L;
        for (long seed = 0; seed < 3_000; seed++) {
            RandomGenerator random = SeededRandom.of(seed);
            float[] logits = new float[vocabulary];
            for (int i = 0; i < vocabulary; i++) {
                logits[i] = i < vocabulary - impossible ? (float) random.nextGaussian() : Float.NEGATIVE_INFINITY;
            }
            assertThat(logits[sampler.sample(logits, greatest)]).isFinite();
        }
    }

    private static float[] someEqual(int vocabulary, long seed) {
        RandomGenerator random = SeededRandom.of(seed, 1);
        float[] logits = new float[vocabulary];
        for (int i = 0; i < vocabulary; i++) {
            logits[i] = random.nextInt(40) / 4f - (i % 3 == 0 ? random.nextFloat() : 0);
        }
        if (vocabulary > 7) {
            logits[7] = Float.NEGATIVE_INFINITY;
        }
        return logits;
    }

    private static int defined(Sampling sampling, float[] logits, RandomGenerator random) {
        float max = Float.NEGATIVE_INFINITY;
        for (float x : logits) {
            max = Math.max(max, x);
        }
        float[] weight = new float[logits.length];
        double total = 0;
        for (int token = 0; token < weight.length; token++) {
            weight[token] = Functions.exp((logits[token] - max) / sampling.temperature());
            total += weight[token];
        }
        List<Integer> sorted = IntStream.range(0, weight.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer token) -> -weight[token]))
                .toList();
        boolean cut = sampling.topK() < weight.length;
        List<Integer> kept = cut ? sorted.subList(0, sampling.topK()) : sorted;
        double enough = sampling.topP() * (cut ? sum(kept, weight) : total);
        int size = 0;
        while (size < kept.size() && sum(kept.subList(0, size), weight) < enough) {
            size++;
        }
        double point = random.nextDouble() * sum(kept.subList(0, size), weight);
        int chosen = 0;
        while (chosen < size - 1 && sum(kept.subList(0, chosen + 1), weight) <= point) {
            chosen++;
        }
        return kept.get(chosen);
    }

    private static double sum(List<Integer> tokens, float[] weight) {
        double sum = 0;
        for (int token : tokens) {
            sum += weight[token];
        }
        return sum;
    }

    @Test
    void minusInfinity_isNeverChosen() {
        Sampler sampler = Sampler.of(Sampling.DEFAULT.withTemperature(100), 3);
        RandomGenerator random = SeededRandom.of(5);

        for (int i = 0; i < 1_000; i++) {
            float[] x = {Float.NEGATIVE_INFINITY, -1, Float.NEGATIVE_INFINITY};
            assertThat(sampler.sample(x, random)).isEqualTo(1);
        }
    }

    @Test
    void nothingToChoose_isRefused() {
        Sampler sampler = Sampler.of(Sampling.DEFAULT, 2);
        float[] none = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
        float[] broken = {Float.NaN, Float.NaN};

        assertThatExceptionOfType(RefusalException.class).isThrownBy(() -> sampler.sample(none, SeededRandom.of(1)));
        assertThatExceptionOfType(RefusalException.class).isThrownBy(() -> sampler.sample(broken, SeededRandom.of(1)));
    }

    @Test
    void settingsOutOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sampling.DEFAULT.withTemperature(0))
                .withMessage("temperature is 0.0; it must be greater than 0; its limit is greedy sampling");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sampling.DEFAULT.withTopK(0))
                .withMessage("top-k is 0; it must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sampling.DEFAULT.withTopP(1.5f))
                .withMessage("top-p is 1.5; it must be greater than 0 and at most 1");
    }

    /// Infinite where a token of probability 0 was drawn.
    private static double chiSquare(Sampling sampling, double... expected) {
        Sampler sampler = Sampler.of(sampling, P.length);
        RandomGenerator random = SeededRandom.of(7);
        int[] counts = new int[P.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[sampler.sample(logs(P), random)]++;
        }
        double sum = 0;
        for (int i = 0; i < P.length; i++) {
            double wanted = DRAWS * expected[i];
            sum += counts[i] == wanted ? 0 : (counts[i] - wanted) * (counts[i] - wanted) / wanted;
        }
        return sum;
    }

    private static double[] normalised(double... weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }

    private static float[] logs(double... p) {
        float[] logs = new float[p.length];
        for (int i = 0; i < p.length; i++) {
            logs[i] = (float) StrictMath.log(p[i]);
        }
        return logs;
    }
}
