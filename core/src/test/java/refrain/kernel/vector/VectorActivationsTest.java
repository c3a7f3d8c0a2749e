package refrain.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import refrain.kernel.Activations;

/// The vectors of each width against the definition, bit for bit (any NaN counts as NaN).
class VectorActivationsTest {
    private static final int[] SIZES = {0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 650};
    private static final float UNTOUCHED = 12345f;

    private static Stream<Arguments> widthsAndSizes() {
        return Stream.of(Width.values())
                .flatMap(width -> IntStream.of(SIZES).mapToObj(size -> Arguments.of(width, size)));
    }

    @ParameterizedTest
    @MethodSource("widthsAndSizes")
    void sigmoid_equalsDefinition(Width width, int columns) {
        assertTwins(width, columns, (twin, x) -> twin.sigmoid(x, 5, 3, columns, columns + 2));
    }

    @ParameterizedTest
    @MethodSource("widthsAndSizes")
    void tanh_equalsDefinition(Width width, int columns) {
        assertTwins(width, columns, (twin, x) -> twin.tanh(x.clone(), 1, columns, x, 5, columns + 2, 3, columns));
    }

    @ParameterizedTest
    @MethodSource("widthsAndSizes")
    void exp_equalsDefinition(Width width, int count) {
        assertTwins(width, count, (twin, x) -> twin.exp(x, 3, count));
    }

    @ParameterizedTest
    @MethodSource("widthsAndSizes")
    void log_equalsDefinition(Width width, int count) {
        assertTwins(width, count, (twin, x) -> twin.log(x, 3, count));
    }

    @ParameterizedTest
    @EnumSource
    void functions_overAllBinades_equalDefinition(Width width) {
        float[] all = floats(1 << 15, i -> Float.intBitsToFloat(i * 131_101));
        assertTwins(width, all, (twin, x) -> twin.sigmoid(x, 0, 1, x.length, x.length));
        assertTwins(width, all, (twin, x) -> twin.tanh(x, 0, x.length, x, 0, x.length, 1, x.length));
        assertTwins(width, all, (twin, x) -> twin.exp(x, 0, x.length));
        assertTwins(width, all, (twin, x) -> twin.log(x, 0, x.length));
    }

    @ParameterizedTest
    @EnumSource
    void sigmoid_betweenRows_leavesTheGapAlone(Width width) {
        float[] x = new float[3 * 40];
        Arrays.fill(x, UNTOUCHED);
        width.activations().sigmoid(x, 0, 3, 37, 40);
        for (int row = 0; row < 3; row++) {
            assertThat(Arrays.copyOfRange(x, row * 40, row * 40 + 37)).containsOnly(1f);
            assertThat(Arrays.copyOfRange(x, row * 40 + 37, row * 40 + 40)).containsOnly(UNTOUCHED);
        }
    }

    private interface Call {
        void on(Activations twin, float[] x);
    }

    private static void assertTwins(Width width, int columns, Call call) {
        assertTwins(
                width,
                floats(
                        3 * (columns + 2) + 7,
                        i -> i % 7 == 0 ? SPECIAL[i / 7 % SPECIAL.length] : (i * 37 % 101 - 50) * 0.31f),
                call);
    }

    private static void assertTwins(Width width, float[] x, Call call) {
        float[] expected = x.clone();
        float[] actual = x.clone();
        call.on(Activations.plain(), expected);
        call.on(width.activations(), actual);
        assertThat(bits(actual)).containsExactly(bits(expected));
    }

    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        88.72283f,
        88.72284f,
        -87.33654f,
        -87.33655f,
        8f,
        -8f,
        1f,
        30f
    };

    private static float[] floats(int count, IntToDoubleFunction value) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = (float) value.applyAsDouble(i);
        }
        return x;
    }

    private static int[] bits(float[] x) {
        return IntStream.range(0, x.length).map(i -> Float.floatToIntBits(x[i])).toArray();
    }
}
