package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static refrain.kernel.Floats.UNTOUCHED;
import static refrain.kernel.Floats.bits;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every implementation of [Softmax] must do: the bits of the definition, written out here once more; one loss,
/// however it is asked for; probabilities; and sense at the ends of the float range.
abstract class SoftmaxContract {
    private static final int[] VOCABULARIES = {1, 2, 3, 63, 64, 65, 127, 650, 10_000};
    private static final int STRIDE = Products.PANEL;
    private static final int STRIP = Softmax.STRIP;
    private static final float SCALE = 0.03125f;

    private final Softmax softmax;

    SoftmaxContract(Softmax softmax) {
        this.softmax = softmax;
    }

    private static Stream<Arguments> shapes() {
        return IntStream.of(VOCABULARIES)
                .boxed()
                .flatMap(vocabulary -> rows(vocabulary).mapToObj(rows -> Arguments.of(vocabulary, rows)));
    }

    /// Every number of rows where that is quick.
    private static IntStream rows(int vocabulary) {
        return vocabulary <= 127 ? IntStream.rangeClosed(1, STRIP) : IntStream.of(vocabulary <= 650 ? STRIP : 13);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void loss_isTheDefinition(int vocabulary, int rows) {
        Strip strip = Strip.random(vocabulary, rows, 10);
        Strip after = strip.loss(softmax);
        for (int row = 0; row < rows; row++) {
            assertSame(after.logProbability(row), strip.expected(row));
        }
        assertThat(bits(after.logits)).isEqualTo(bits(strip.logits));
        after.assertGuards();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gradient_isTheDefinition(int vocabulary, int rows) {
        Strip strip = Strip.random(vocabulary, rows, 10);
        Strip after = strip.gradient(softmax);
        for (int row = 0; row < rows; row++) {
            assertSame(after.logProbability(row), strip.expected(row));
            assertThat(bits(after.row(row))).isEqualTo(bits(strip.expectedGradient(row)));
        }
        after.assertGuards();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void normalizer_isTheDefinition(int vocabulary, int rows) {
        Strip strip = Strip.random(vocabulary, rows, 10);
        for (int row = 0; row < rows; row++) {
            assertSame(strip.byNormalizer(softmax, row), strip.expected(row));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 15, 63, 64, 65, 127, 650})
    void maximum_isTheGreatestWhereverItLies(int count) {
        for (int at = 0; at < count; at++) {
            float[] x = Floats.filled(count + 8, 5f);
            Arrays.fill(x, 5, 5 + count, -7f);
            x[5 + at] = -3f;
            x[5 + (at + 1) % count] = count == 1 ? -3f : Float.NaN;
            assertThat(softmax.maximum(x, 5, count, Strip.scratch())).isEqualTo(-3f);
        }
        float[] none = Floats.filled(count, Float.NaN);
        assertThat(softmax.maximum(none, 0, count, Strip.scratch())).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 63, 64, 65, 127, 650, 10_000})
    void loss_isThatOfTheFormula(int vocabulary) {
        Strip strip = Strip.random(vocabulary, STRIP, 10);
        Strip after = strip.loss(softmax);
        for (int row = 0; row < STRIP; row++) {
            double expected = strip.formula(row);
            assertThat((double) after.logProbability(row)).isCloseTo(expected, within(4e-6 + 2e-7 * -expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 63, 64, 65, 127, 650, 10_000})
    void gradient_isProbabilitiesLessOneAtTheTarget(int vocabulary) {
        Strip strip = Strip.random(vocabulary, STRIP, 3);
        Strip after = strip.gradient(softmax);
        for (int row = 0; row < STRIP; row++) {
            double sum = 0;
            for (float g : after.row(row)) {
                sum += g;
            }
            double target = after.row(row)[strip.target(row)] / SCALE + 1;
            assertThat(sum / SCALE).isCloseTo(0, within(3e-6));
            assertThat(target).isCloseTo(StrictMath.exp(strip.formula(row)), within(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, 1e30f, -1e30f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE})
    void logitsAllEqual_areUniform(float logit) {
        Strip strip = Strip.filled(64, logit);
        assertEverywhere(strip, -Functions.log(64));
        assertThat(strip.gradient(softmax).row(3)[strip.target(3) == 0 ? 1 : 0]).isEqualTo(SCALE / 64);
    }

    @ParameterizedTest
    @ValueSource(floats = {-200f, -1e30f, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY})
    void logitFarBelow_hasNoProbability(float low) {
        Strip strip = Strip.filled(65, 0);
        strip.setAll(7, low);
        strip.targetAll(0);
        assertEverywhere(strip, -Functions.log(64));
        assertThat(strip.gradient(softmax).row(2)[7]).isEqualTo(0f);
        strip.targetAll(7);
        assertEverywhere(strip, low - Functions.log(64));
    }

    @Test
    void logitFarAbove_hasAllProbability() {
        Strip strip = Strip.filled(650, -1e30f);
        strip.setAll(649, 1e30f);
        strip.targetAll(649);
        assertEverywhere(strip, 0f);
        assertThat(strip.gradient(softmax).row(5)).containsOnly(0f);
        strip.targetAll(0);
        assertEverywhere(strip, -2e30f);
        assertThat(strip.gradient(softmax).row(5)[0]).isEqualTo(-SCALE);
        assertThat(strip.gradient(softmax).row(5)[649]).isEqualTo(SCALE);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void logitWithoutMeaning_makesItsRowNaNAlone(float bad) {
        Strip strip = Strip.random(127, STRIP, 10);
        strip.set(4, 99, bad);
        Strip loss = strip.loss(softmax);
        Strip gradient = strip.gradient(softmax);
        for (int row = 0; row < STRIP; row++) {
            assertThat(Float.isNaN(loss.logProbability(row))).isEqualTo(row == 4);
            assertThat(Float.isNaN(gradient.logProbability(row))).isEqualTo(row == 4);
            assertThat(Float.isNaN(gradient.row(row)[99])).isEqualTo(row == 4);
            assertThat(Float.isNaN(strip.byNormalizer(softmax, row))).isEqualTo(row == 4);
        }
    }

    @Test
    void logitsAllMinusInfinity_giveNaN() {
        assertEverywhere(Strip.filled(64, Float.NEGATIVE_INFINITY), Float.NaN);
    }

    /// The bits of one strip on every machine.
    @Test
    void gradient_ofGivenNumbers_hasTheCommittedBits() {
        Strip after = Strip.random(650, STRIP, 10).gradient(softmax);
        assertThat(Floats.digest(after.logits, after.logProbabilities)).isEqualTo(4254470938L);
    }

    private void assertEverywhere(Strip strip, float expected) {
        Strip loss = strip.loss(softmax);
        Strip gradient = strip.gradient(softmax);
        for (int row = 0; row < strip.rows; row++) {
            assertSame(loss.logProbability(row), expected);
            assertSame(gradient.logProbability(row), expected);
            assertSame(strip.byNormalizer(softmax, row), expected);
        }
    }

    private static void assertSame(float actual, float expected) {
        assertThat(bits(new float[] {actual})).isEqualTo(bits(new float[] {expected}));
    }

    /// A strip of rows inside a panel. The columns of other strips, and what stands around the results, are guards.
    private static final class Strip {
        private static final int COLUMN = 32;
        private static final int FIRST = 3;

        final int vocabulary;
        final int rows;
        final float[] logits;
        final int[] targets;
        final float[] logProbabilities = Floats.filled(FIRST + STRIP + FIRST, UNTOUCHED);

        private Strip(int vocabulary, int rows, float[] logits, int[] targets) {
            this.vocabulary = vocabulary;
            this.rows = rows;
            this.logits = logits;
            this.targets = targets;
        }

        /// Rows beyond the last are zero, as a layer leaves them.
        static Strip random(int vocabulary, int rows, float most) {
            Strip strip = filled(vocabulary, rows, 0);
            float[] x = Floats.random(vocabulary, vocabulary * rows, -most, most);
            for (int i = 0; i < x.length; i++) {
                strip.set(i % rows, i / rows, x[i]);
            }
            return strip;
        }

        static Strip filled(int vocabulary, float logit) {
            return filled(vocabulary, STRIP, logit);
        }

        private static Strip filled(int vocabulary, int rows, float logit) {
            Strip strip =
                    new Strip(vocabulary, rows, Floats.filled(vocabulary * STRIDE, UNTOUCHED), new int[FIRST + STRIP]);
            for (int v = 0; v < vocabulary; v++) {
                Arrays.fill(strip.logits, v * STRIDE + COLUMN, v * STRIDE + COLUMN + STRIP, 0f);
                Arrays.fill(strip.logits, v * STRIDE + COLUMN, v * STRIDE + COLUMN + rows, logit);
            }
            Arrays.setAll(strip.targets, i -> i * 7919 % vocabulary);
            return strip;
        }

        void set(int row, int token, float logit) {
            logits[token * STRIDE + COLUMN + row] = logit;
        }

        void setAll(int token, float logit) {
            for (int row = 0; row < rows; row++) {
                set(row, token, logit);
            }
        }

        void targetAll(int token) {
            Arrays.fill(targets, token);
        }

        int target(int row) {
            return targets[FIRST + row];
        }

        float logProbability(int row) {
            return logProbabilities[FIRST + row];
        }

        float[] row(int row) {
            float[] x = new float[vocabulary];
            for (int v = 0; v < vocabulary; v++) {
                x[v] = logits[v * STRIDE + COLUMN + row];
            }
            return x;
        }

        Strip loss(Softmax softmax) {
            Strip after = new Strip(vocabulary, rows, logits.clone(), targets);
            softmax.loss(after.strips(), COLUMN, FIRST, rows, scratch());
            return after;
        }

        Strip gradient(Softmax softmax) {
            Strip after = new Strip(vocabulary, rows, logits.clone(), targets);
            softmax.gradient(after.strips(), COLUMN, FIRST, rows, SCALE, scratch());
            return after;
        }

        private Softmax.Strips strips() {
            return new Softmax.Strips(logits, vocabulary, targets, logProbabilities);
        }

        /// As a job before may have left it.
        private static float[] scratch() {
            return Floats.filled(Softmax.SCRATCH, Float.NaN);
        }

        /// ln p of the target from the row laid out flat, with guards around it.
        float byNormalizer(Softmax softmax, int row) {
            float[] flat = Floats.filled(vocabulary + 8, UNTOUCHED);
            System.arraycopy(row(row), 0, flat, 5, vocabulary);
            float[] scratch = scratch();
            softmax.normalizer(flat, 5, vocabulary, scratch);
            return (flat[5 + target(row)] - scratch[0]) - scratch[1];
        }

        void assertGuards() {
            assertThat(IntStream.range(0, logits.length).filter(i -> i % STRIDE / STRIP != COLUMN / STRIP))
                    .allMatch(i -> Floats.isUntouched(logits[i]));
            assertThat(IntStream.range(0, logProbabilities.length).filter(i -> i < FIRST || i >= FIRST + rows))
                    .allMatch(i -> Floats.isUntouched(logProbabilities[i]));
        }

        /// ln p of the target by the formula in double.
        double formula(int row) {
            float[] l = row(row);
            double max = Double.NEGATIVE_INFINITY;
            for (float x : l) {
                max = Math.max(max, x);
            }
            double sum = 0;
            for (float x : l) {
                sum += StrictMath.exp(x - max);
            }
            return l[target(row)] - max - StrictMath.log(sum);
        }

        /// ln p of the target to the last bit.
        float expected(int row) {
            float[] l = row(row);
            return (l[target(row)] - maximum(l)) - Functions.log(sum(l));
        }

        float[] expectedGradient(int row) {
            float[] l = row(row);
            float[] g = new float[vocabulary];
            float max = maximum(l);
            float weight = SCALE / sum(l);
            for (int v = 0; v < vocabulary; v++) {
                g[v] = Functions.exp(l[v] - max) * weight;
            }
            g[target(row)] -= SCALE;
            return g;
        }

        private static float maximum(float[] l) {
            float max = Float.NEGATIVE_INFINITY;
            for (float x : l) {
                max = Math.max(max, x);
            }
            return max;
        }

        /// Lane v mod 64 takes every 64th exponential; then the upper half of the lanes is added to the lower.
        private static float sum(float[] l) {
            float max = maximum(l);
            float[] lanes = new float[64];
            for (int v = 0; v < l.length; v++) {
                lanes[v % 64] = lanes[v % 64] + Functions.exp(l[v] - max);
            }
            for (int half : new int[] {32, 16, 8, 4, 2, 1}) {
                for (int lane = 0; lane < half; lane++) {
                    lanes[lane] = lanes[lane] + lanes[lane + half];
                }
            }
            return lanes[0];
        }
    }
}
