package refrain.lm.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.random.SeededRandom;
import refrain.refusal.RefusalException;

class LinearWeightsTest {
    /// Log-probabilities of members that are good at different tokens.
    private static float[][] scores(int members, int tokens, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        float[][] scores = new float[members][tokens];
        for (float[] member : scores) {
            for (int i = 0; i < tokens; i++) {
                member[i] = -0.1f - 6 * random.nextFloat();
            }
        }
        return scores;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64, 501})
    void step_neverMakesTheTextLessProbable(int tokens) {
        LinearWeights text = LinearWeights.of(scores(3, tokens, tokens), tokens);
        double[] weights = {0.98, 0.01, 0.01};
        double loss = text.loss(weights);
        for (int step = 0; step < 100; step++) {
            weights = text.step(weights);
            double next = text.loss(weights);
            assertThat(next).isLessThanOrEqualTo(loss + 1e-12);
            loss = next;
        }
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void tune_findsWhatAGridFinds() {
        float[][] scores = scores(2, 300, 5);
        double[] weights = LinearWeights.tune(scores, 300);
        double best = Double.POSITIVE_INFINITY;
        double at = 0;
        for (int i = 0; i <= 1_000; i++) {
            double loss = LinearWeights.loss(scores, 300, new double[] {i / 1_000.0, 1 - i / 1_000.0});
            at = loss < best ? i / 1_000.0 : at;
            best = Math.min(best, loss);
        }
        assertThat(at).isBetween(0.05, 0.95);
        assertThat(weights[0]).isCloseTo(at, within(1.1e-3));
        assertThat(LinearWeights.loss(scores, 300, weights)).isLessThanOrEqualTo(best + 1e-7);
    }

    @Test
    void tune_memberThatIsAlwaysWorse_getsNothing() {
        float[][] scores = {{-1, -2, -3}, {-2, -3, -4}};
        assertThat(LinearWeights.tune(scores, 3)[0]).isCloseTo(1, within(1e-6));
    }

    @Test
    void tune_tokensThatSomeForbid_countForTheOthers() {
        float no = Float.NEGATIVE_INFINITY;
        float[][] scores = {{-1, no, -1, no}, {no, -1, no, no}};
        assertThat(LinearWeights.tune(scores, 4)).containsExactly(new double[] {2 / 3.0, 1 / 3.0}, within(1e-6));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> LinearWeights.tune(new float[][] {{no}, {no}}, 1))
                .withMessage("of 1 tokens every model allows none; there is nothing to tune on");
    }

    @Test
    void loss_isThatOfTheMixture() {
        float[][] scores = {{(float) StrictMath.log(0.5)}, {(float) StrictMath.log(0.1)}};
        assertThat(LinearWeights.loss(scores, 1, new double[] {0.25, 0.75}))
                .isCloseTo(-StrictMath.log(0.2), within(1e-6));
    }
}
