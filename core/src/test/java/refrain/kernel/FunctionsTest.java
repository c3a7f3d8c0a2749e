package refrain.kernel;

import static java.lang.Float.NEGATIVE_INFINITY;
import static java.lang.Float.NaN;
import static java.lang.Float.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {
    /// A prime, so that the sweep meets every binade of both signs at mantissas without a pattern.
    private static final int STEP = 997;

    private interface FloatFunction {
        float apply(float x);
    }

    private enum Function {
        EXP(Functions::exp, StrictMath::exp, 0.91),
        LOG(Functions::log, StrictMath::log, 0.9),
        TANH(Functions::tanh, StrictMath::tanh, 4.9),
        SIGMOID(Functions::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), 2.5);

        final FloatFunction ours;
        final DoubleUnaryOperator exact;
        final double bound;

        Function(FloatFunction ours, DoubleUnaryOperator exact, double bound) {
            this.ours = ours;
            this.exact = exact;
            this.bound = bound;
        }

        double error(float x) {
            return ulps(ours.apply(x), exact.applyAsDouble(x));
        }
    }

    @ParameterizedTest
    @EnumSource
    void function_overAllFloats_isWithinItsBound(Function function) {
        double worst = 0;
        float where = 0;
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STEP) {
            float x = Float.intBitsToFloat((int) bits);
            double error = function.error(x);
            if (error > worst) {
                worst = error;
                where = x;
            }
        }
        System.out.printf(Locale.ROOT, "%s: worst error %.3f ulp, at %s%n", function, worst, where);
        assertThat(worst).isLessThanOrEqualTo(function.bound);
    }

    @ParameterizedTest
    @EnumSource
    void function_atTheEdgesOfEveryBinade_isWithinItsBound(Function function) {
        for (int exponent = 0; exponent <= 255; exponent++) {
            for (int offset : new int[] {-2, -1, 0, 1, 2}) {
                float x = Float.intBitsToFloat(Math.max(0, (exponent << 23) + offset));
                assertThat(function.error(x)).as("at %s", x).isLessThanOrEqualTo(function.bound);
                assertThat(function.error(-x)).as("at %s", -x).isLessThanOrEqualTo(function.bound);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void function_aroundItsThresholds_isWithinItsBound(Function function) {
        float[] thresholds = {
            Functions.EXP_LEAST, Functions.EXP_GREATEST, Functions.SIGMOID_GREATEST, Functions.TANH_ONE, 2f / 3, 4f / 3
        };
        for (float threshold : thresholds) {
            for (int offset = -1000; offset <= 1000; offset++) {
                float x = Float.intBitsToFloat(Float.floatToIntBits(threshold) + offset);
                assertThat(function.error(x)).as("at %s", x).isLessThanOrEqualTo(function.bound);
                assertThat(function.error(-x)).as("at %s", -x).isLessThanOrEqualTo(function.bound);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void function_ofAnyNaN_isNaN(Function function) {
        for (int bits : new int[] {0x7FC00000, 0x7F800001, 0x7FFFFFFF, 0xFFC00000, 0xFF800001, 0xFFFFFFFF}) {
            assertThat(function.ours.apply(Float.intBitsToFloat(bits))).isNaN();
        }
    }

    @Test
    void exp_ofSpecialValues() {
        assertSame(Functions::exp, new float[] {0f, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL}, 1f);
        assertSame(Functions::exp, new float[] {POSITIVE_INFINITY, Float.MAX_VALUE, 88.73f}, POSITIVE_INFINITY);
        assertSame(Functions::exp, new float[] {NEGATIVE_INFINITY, -Float.MAX_VALUE, -87.34f, -100f}, 0f);
    }

    @Test
    void log_ofSpecialValues() {
        assertSame(Functions::log, new float[] {1f}, 0f);
        assertSame(Functions::log, new float[] {0f, -0f}, NEGATIVE_INFINITY);
        assertSame(Functions::log, new float[] {POSITIVE_INFINITY}, POSITIVE_INFINITY);
        assertSame(Functions::log, new float[] {-Float.MIN_VALUE, -1f, -Float.MAX_VALUE, NEGATIVE_INFINITY}, NaN);
    }

    @Test
    void tanh_ofSpecialValues() {
        assertSame(Functions::tanh, new float[] {0f}, 0f);
        assertSame(Functions::tanh, new float[] {-0f}, -0f);
        assertSame(Functions::tanh, new float[] {POSITIVE_INFINITY, Float.MAX_VALUE, 8f}, 1f);
        assertSame(Functions::tanh, new float[] {NEGATIVE_INFINITY, -Float.MAX_VALUE, -8f}, -1f);
    }

    @Test
    void sigmoid_ofSpecialValues() {
        assertSame(Functions::sigmoid, new float[] {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE}, 0.5f);
        assertSame(Functions::sigmoid, new float[] {POSITIVE_INFINITY, Float.MAX_VALUE, 30f}, 1f);
        assertSame(Functions::sigmoid, new float[] {NEGATIVE_INFINITY, -Float.MAX_VALUE, -88f}, 0f);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.MIN_VALUE, 1e-40f, Float.MIN_NORMAL, 1e-37f, 1e-20f, 1e-12f, 1e-5f})
    void tanh_small_isItsArgument(float x) {
        assertThat(Functions.tanh(x)).isEqualTo(x);
        assertThat(Functions.tanh(-x)).isEqualTo(-x);
    }

    @Test
    void tanh_ofTheOppositeNumber_isTheOpposite() {
        for (int bits = 0; bits < Float.floatToIntBits(POSITIVE_INFINITY); bits += STEP) {
            float x = Float.intBitsToFloat(bits);
            assertThat(Functions.tanh(-x)).isEqualTo(-Functions.tanh(x));
        }
    }

    @Test
    void sigmoid_nowhere_leavesZeroToOne() {
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STEP) {
            float y = Functions.sigmoid(Float.intBitsToFloat((int) bits));
            assertThat(Float.isNaN(y) || y >= 0 && y <= 1).as("%s", y).isTrue();
        }
    }

    @Test
    void tanh_belowOneHalf_isWithinTwoAndAHalfUlp() {
        double worst = 0;
        for (int bits = 0; bits < Float.floatToIntBits(0.5f); bits += 101) {
            worst = Math.max(worst, Function.TANH.error(Float.intBitsToFloat(bits)));
        }
        assertThat(worst).isLessThanOrEqualTo(2.5);
    }

    @Test
    void tanh_nowhere_exceedsOne() {
        float greatest = 0;
        for (int bits = Float.floatToIntBits(4f); bits < Float.floatToIntBits(8.1f); bits++) {
            greatest = Math.max(greatest, Functions.tanh(Float.intBitsToFloat(bits)));
        }
        assertThat(greatest).isEqualTo(1f);
    }

    @Test
    void log_ofTheNextFloat_isNotLess() {
        for (int bits = 0; bits < Float.floatToIntBits(POSITIVE_INFINITY); bits += 31) {
            float x = Float.intBitsToFloat(bits);
            if (Functions.log(Math.nextUp(x)) < Functions.log(x)) {
                fail("log decreases after %s", x);
            }
        }
    }

    private static void assertSame(FloatFunction f, float[] arguments, float expected) {
        for (float x : arguments) {
            assertThat(Float.floatToIntBits(f.apply(x))).as("of %s", x).isEqualTo(Float.floatToIntBits(expected));
        }
    }

    /// The distance in units of the last place of the true value; a result that is rightly infinite or NaN has none,
    /// nor has zero, or the nearest float, for what is below the least normal one.
    private static double ulps(float found, double exact) {
        if (Double.isNaN(exact) || Float.isNaN(found)) {
            return Double.isNaN(exact) && Float.isNaN(found) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Math.abs(exact) < Float.MIN_NORMAL) {
            return found == 0 || found == (float) exact ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Math.abs(exact) >= 0x1p128) {
            return found == (float) exact ? 0 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(found - exact) / Math.scalb(1.0, Math.getExponent(exact) - 23);
    }
}
