package refrain.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;

class ParameterTest {
    @ParameterizedTest
    @CsvSource({"1, 16", "15, 16", "16, 16", "17, 32", "64, 64", "65, 80"})
    void stride_isTheNextMultipleOfSixteen(int columns, int stride) {
        Parameter parameter = Parameter.matrix("w", 3, columns);
        assertThat(parameter.stride()).isEqualTo(stride);
        assertThat(parameter.value()).hasSize(3 * stride);
        assertThat(parameter.gradient()).hasSize(3 * stride);
        assertThat(parameter.size()).isEqualTo(3L * columns);
    }

    @Test
    void vector_isAMatrixOfOneRow() {
        Parameter bias = Parameter.vector("b", 17);
        assertThat(bias.isVector()).isTrue();
        assertThat(bias.rows()).isEqualTo(1);
        assertThat(bias.columns()).isEqualTo(17);
        assertThat(Parameter.matrix("w", 1, 17).isVector()).isFalse();
    }

    @Test
    void touched_ofADenseGradient_isEveryRow() {
        assertThat(rows(Parameter.matrix("w", 3, 5).touched())).containsExactly(0, 1, 2);
        assertThat(Parameter.matrix("w", 3, 5).touched().isAll()).isTrue();
    }

    @Test
    void touched_ofAnEmbedding_isTheLastBatch_ascendingAndOnce() {
        Touched touched = Parameter.embedding("e", 9, 5).touched();
        assertThat(touched.isAll()).isFalse();
        assertThat(rows(touched)).isEmpty();
        touched.mark(new int[] {7, 2, 7, 0, 3}, 4);
        assertThat(rows(touched)).containsExactly(0, 2, 7);
        touched.mark(new int[] {8}, 1);
        assertThat(rows(touched)).containsExactly(8);
        touched.mark(new int[] {8}, 0);
        assertThat(rows(touched)).isEmpty();
    }

    @Test
    void embeddingGradient_ofTheNextWindow_forgetsTheRowsOfTheLast() {
        Network network = Examples.network(Examples.config(9, 5, "gru:7"), Kernels.best(), 1);
        Parameter embedding = network.parameters().getFirst();
        Tape tape = Tape.training(network, 2, 2, 2, Regularization.NONE, 0);
        try (Team team = Team.of(2)) {
            Examples.fill(tape, new int[] {8, 1, 8, 4}, new int[] {1, 2, 3, 4});
            Examples.train(team, tape, 2, 0);
            assertThat(nonZeroRows(embedding)).containsExactly(1, 4, 8);
            assertThat(rows(embedding.touched())).containsExactly(1, 4, 8);
            Examples.fill(tape, new int[] {0, 4}, new int[] {1, 2});
            Examples.train(team, tape, 1, 1);
            assertThat(nonZeroRows(embedding)).containsExactly(0, 4);
            assertThat(rows(embedding.touched())).containsExactly(0, 4);
        }
    }

    private static int[] rows(Touched touched) {
        int[] rows = new int[touched.count()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = touched.row(i);
        }
        return rows;
    }

    private static int[] nonZeroRows(Parameter p) {
        return IntStream.range(0, p.rows())
                .filter(row -> IntStream.range(0, p.stride()).anyMatch(i -> p.gradient()[row * p.stride() + i] != 0))
                .toArray();
    }
}
