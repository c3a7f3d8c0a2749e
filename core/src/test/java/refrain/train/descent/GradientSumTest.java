package refrain.train.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.team.Team;
import refrain.nn.Parameter;

class GradientSumTest {
    private final Parameter embedding = Parameter.embedding("encoder.weight", 7, 5);
    private final Parameter weight = Parameter.matrix("rnn.weight_ih_l0", 17, 33);
    private final GradientSum sum = GradientSum.of(List.of(embedding, weight));

    /// Windows of 3 and 1 steps: (3·g₁ + 1·g₂)/4, over the rows that either touched.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void windows_areWeightedByTheirSteps_andRowsUnited(int threads) {
        for (int again = 0; again < 2; again++) { // nothing is left of an earlier update
            window(threads, 3, 8, 1, 4);
            window(threads, 1, 16, 4, 6);
            finish(threads);
            assertThat(rows()).containsExactly(1, 4, 6);
            assertRow(embedding, 1, 6);
            assertRow(embedding, 4, 10);
            assertRow(embedding, 6, 4);
            assertRow(embedding, 0, 0);
            assertRow(weight, 16, 10);
            assertThat(weight.gradient()[33]).isZero();
            assertThat(embedding.gradient()[4 * embedding.stride() + 5]).isZero();
        }
    }

    private void window(int threads, int steps, float gradient, int... touched) {
        Arrays.fill(embedding.gradient(), 0);
        embedding.touched().mark(touched, touched.length);
        for (int row : touched) {
            fill(embedding, row, gradient);
        }
        for (int row = 0; row < weight.rows(); row++) {
            fill(weight, row, gradient);
        }
        try (Team team = Team.of(threads)) {
            team.run(worker -> sum.add(worker, steps));
        }
    }

    private void finish(int threads) {
        try (Team team = Team.of(threads)) {
            team.run(sum::finish);
        }
    }

    private int[] rows() {
        int[] rows = new int[embedding.touched().count()];
        Arrays.setAll(rows, embedding.touched()::row);
        return rows;
    }

    private static void fill(Parameter parameter, int row, float value) {
        int from = row * parameter.stride();
        Arrays.fill(parameter.gradient(), from, from + parameter.columns(), value);
    }

    private static void assertRow(Parameter parameter, int row, float expected) {
        for (int column = 0; column < parameter.columns(); column++) {
            assertThat(parameter.gradient()[row * parameter.stride() + column])
                    .as("%s[%d,%d]", parameter.name(), row, column)
                    .isCloseTo(expected, within(1e-6f));
        }
    }
}
