package refrain.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import refrain.kernel.Masking;
import refrain.kernel.random.CounterRandom;

class VectorMaskingTest {
    private static final int[] SIZES = {0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 650};
    private static final long KEY = CounterRandom.hash(5, 6, 7);

    private static Stream<Arguments> widthsAndSizes() {
        return Stream.of(Width.values())
                .flatMap(width -> IntStream.of(SIZES).mapToObj(size -> Arguments.of(width, size)));
    }

    @ParameterizedTest
    @MethodSource("widthsAndSizes")
    void dropout_equalsDefinition(Width width, int columns) {
        for (float rate : new float[] {0f, 0.1f, 0.5f, 0.999f}) {
            float[] expected = numbers(3 * (columns + 5) + 4);
            float[] actual = expected.clone();
            Masking.plain().dropout(expected, 4, 3, columns, columns + 5, 11, columns, KEY, rate);
            width.masking().dropout(actual, 4, 3, columns, columns + 5, 11, columns, KEY, rate);
            assertThat(bits(actual)).containsExactly(bits(expected));
        }
    }

    private static float[] numbers(int count) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = i % 13 == 0 ? Float.NEGATIVE_INFINITY : i % 17 == 0 ? -0f : (i * 37 % 101 - 50) * 0.31f;
        }
        return x;
    }

    private static int[] bits(float[] x) {
        return IntStream.range(0, x.length).map(i -> Float.floatToIntBits(x[i])).toArray();
    }
}
