package refrain.lm.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import refrain.kernel.random.SeededRandom;

class LogLinearWeightsTest {
    private static final int VOCABULARY = 17;
    private static final int PLACES = 60;

    /// Members see noisy versions of what decides the targets; the last of them nothing but noise.
    private static Distributions distributions(int members, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        float[][] each = new float[members][PLACES * VOCABULARY];
        int[] targets = new int[PLACES];
        for (int place = 0; place < PLACES; place++) {
            targets[place] = random.nextInt(VOCABULARY);
            for (int k = 0; k < members; k++) {
                float[] z = new float[VOCABULARY];
                double sum = 0;
                for (int v = 0; v < VOCABULARY; v++) {
                    boolean helps = v == targets[place] && random.nextInt(4) > k;
                    z[v] = 3 * random.nextFloat() + (helps ? 3 : 0);
                    sum += StrictMath.exp(z[v]);
                }
                for (int v = 0; v < VOCABULARY; v++) {
                    each[k][place * VOCABULARY + v] = (float) (z[v] - StrictMath.log(sum));
                }
            }
        }
        return new Distributions(each, targets, VOCABULARY);
    }

    /// The definition in double.
    private static double loss(Distributions text, double... weights) {
        double loss = 0;
        for (int place = 0; place < PLACES; place++) {
            double sum = 0;
            for (int v = 0; v < VOCABULARY; v++) {
                sum += StrictMath.exp(score(text, place * VOCABULARY + v, weights));
            }
            loss += StrictMath.log(sum) - score(text, place * VOCABULARY + text.targets()[place], weights);
        }
        return loss / PLACES;
    }

    private static double score(Distributions text, int at, double[] weights) {
        double score = 0;
        for (int k = 0; k < weights.length; k++) {
            score += weights[k] * text.each()[k][at];
        }
        return score;
    }

    @Test
    void moments_areThoseOfTheDefinition() {
        Distributions text = distributions(2, 3);
        LogLinearMoments moments = new LogLinearMoments(text);
        assertThat(moments.at(new double[] {0.7, 0.4})).isCloseTo(loss(text, 0.7, 0.4), within(1e-6));
        double h = 1e-4;
        double byFirst = (loss(text, 0.7 + h, 0.4) - loss(text, 0.7 - h, 0.4)) / (2 * h);
        double bySecond = (loss(text, 0.7, 0.4 + h) - loss(text, 0.7, 0.4 - h)) / (2 * h);
        assertThat(moments.gradient(0)).isCloseTo(byFirst, within(1e-5));
        assertThat(moments.gradient(1)).isCloseTo(bySecond, within(1e-5));
        double mixed = (loss(text, 0.7 + h, 0.4 + h)
                        - loss(text, 0.7 + h, 0.4 - h)
                        - loss(text, 0.7 - h, 0.4 + h)
                        + loss(text, 0.7 - h, 0.4 - h))
                / (4 * h * h);
        assertThat(moments.curvature(0, 1)).isCloseTo(mixed, within(1e-4)).isEqualTo(moments.curvature(1, 0));
    }

    @Test
    void tune_findsWhatAGridFinds() {
        Distributions text = distributions(2, 4);
        double[] weights = LogLinearWeights.tune(text);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 40; i++) {
            for (int j = 0; j <= 40; j++) {
                best = Math.min(best, loss(text, i / 20.0, j / 20.0));
            }
        }
        assertThat(loss(text, weights)).isLessThanOrEqualTo(best + 1e-7);
        assertThat(weights[0]).isBetween(0.05, 1.95);
        assertThat(weights[1]).isBetween(0.05, 1.95);
    }

    @Test
    void tune_memberThatKnowsNothing_isNotNegative() {
        Distributions text = distributions(5, 9);
        double[] weights = LogLinearWeights.tune(text);
        double[] moved = weights.clone();
        for (int k = 0; k < weights.length; k++) {
            assertThat(weights[k]).isNotNegative();
            for (double step : new double[] {1e-3, -1e-3}) {
                moved[k] = Math.max(0, weights[k] + step);
                assertThat(loss(text, moved)).isGreaterThanOrEqualTo(loss(text, weights) - 1e-7);
                moved[k] = weights[k];
            }
        }
    }

    @Test
    void tune_membersThatAreAlike_isStillSolved() {
        Distributions one = distributions(1, 2);
        Distributions twice =
                new Distributions(new float[][] {one.each()[0], one.each()[0]}, one.targets(), VOCABULARY);
        double alone = LogLinearWeights.tune(one)[0];
        double[] weights = LogLinearWeights.tune(twice);

        assertThat(weights[0] + weights[1]).isCloseTo(alone, within(1e-3));
    }
}
