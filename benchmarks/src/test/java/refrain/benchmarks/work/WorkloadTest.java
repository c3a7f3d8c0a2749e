package refrain.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    @Test
    void multipliedWeights_areThoseOfLayersAndOutput() {
        Workload workload = new Workload("w", Workload.Cell.GRU, 11, 5, List.of(7, 9), false, 3, 4, 0, 5);
        long layers = 3 * 7 * (5 + 7) + 3 * 9 * (7 + 9);
        assertThat(workload.multipliedWeights()).isEqualTo(layers + 11 * 9);
    }

    @Test
    void inputs_areTheWidthBelow() {
        Workload workload = Workload.named("awd");
        assertThat(List.of(workload.inputs(0), workload.inputs(1), workload.inputs(2)))
                .containsExactly(400, 1150, 1150);
        assertThat(workload.isUniform()).isFalse();
    }

    @Test
    void tied_withAnotherLastLayer_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Workload("w", Workload.Cell.RNN, 11, 5, List.of(7), true, 3, 4, 0, 5))
                .withMessage("w: tied output weights with an embedding of 5 and a last layer of 7; they must be equal");
    }

    @Test
    void named_findsEachOfThem() {
        assertThat(Workload.all())
                .allSatisfy(
                        workload -> assertThat(Workload.named(workload.name())).isSameAs(workload));
    }

    @Test
    void named_unknown_listsThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workload.named("huge"))
                .withMessage("workload \"huge\" is none of word-small, word-medium, awd, char, tiny, gru-medium,"
                        + " rnn-medium");
    }
}
