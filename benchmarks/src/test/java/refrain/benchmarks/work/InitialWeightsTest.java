package refrain.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.work.InitialWeights.Shape;

class InitialWeightsTest {
    private static InitialWeights weights(boolean tied) {
        return new InitialWeights(new Architecture(Architecture.Cell.GRU, 11, 4, List.of(4), tied));
    }

    private static List<Shape> shapes(InitialWeights weights) {
        return IntStream.range(0, weights.count()).mapToObj(weights::shape).toList();
    }

    @Test
    void shapes_areInPyTorchsOrder() {
        assertThat(shapes(weights(false)))
                .containsExactly(
                        new Shape(11, 4, 0.1f),
                        new Shape(12, 4, 0.5f),
                        new Shape(12, 4, 0.5f),
                        new Shape(12, 0, 0.5f),
                        new Shape(12, 0, 0.5f),
                        new Shape(11, 4, 0.1f),
                        new Shape(11, 0, 0));
    }

    @Test
    void shapes_tied_haveNoOutputWeights() {
        assertThat(shapes(weights(true))).hasSize(6).endsWith(new Shape(12, 0, 0.5f), new Shape(11, 0, 0));
    }

    @Test
    void dimensions_ofAVector_areOne() {
        assertThat(new Shape(12, 0, 1).dimensions()).containsExactly(12);
        assertThat(new Shape(12, 4, 1).dimensions()).containsExactly(12, 4);
    }

    @Test
    void values_areTheSameAtEachCall_withinTheBound() {
        float[] values = weights(false).values(1);
        assertThat(values)
                .hasSize(48)
                .isEqualTo(weights(false).values(1))
                .isNotEqualTo(weights(false).values(2));
        for (float value : values) {
            assertThat(value).isBetween(-0.5f, 0.5f);
        }
    }
}
