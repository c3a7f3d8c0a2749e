package refrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WorkloadTest {
    @Test
    void operationsPerToken_countEveryMultipliedWeightSixTimes() {
        Workload workload = new Workload("w", Workload.Cell.GRU, 11, 5, 7, 2, 3, 4, 0, 5);
        long layers = 3 * 7 * (5 + 7) + 3 * 7 * (7 + 7);
        assertThat(workload.operationsPerToken()).isEqualTo(6 * (layers + 11 * 7));
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
                .withMessage(
                        "workload \"huge\" is none of word-small, word-medium, char, tiny, gru-medium, rnn-medium");
    }
}
