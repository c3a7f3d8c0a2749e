package refrain.benchmarks.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.work.Task;
import refrain.benchmarks.work.Workload;

class StepCostsTest {
    private static Workload workload(String name) {
        return Task.named(name).workload();
    }

    private static Cost cost(String name, Phase phase) {
        return new StepCosts(workload(name), 1).of(phase);
    }

    /// Without products by token, and but for the first step back, which nothing comes to through time.
    @Test
    void of_products_togetherAreSixTimesTheMultipliedWeights() {
        Task task = Task.named("word-small");
        Workload workload = task.workload();
        long operations = Arrays.stream(Phase.values())
                .mapToLong(phase -> cost("word-small", phase).operations())
                .sum();
        long first = 2L * workload.streams() * 2 * 4 * 200 * 200;
        assertThat(operations + first).isEqualTo(task.operationsPerToken() * workload.tokens());
    }

    @Test
    void of_inputOfASmallVocabulary_countsTokensNotRows() {
        assertThat(cost("tiny", Phase.INPUT_PRODUCT)).isEqualTo(Cost.product(1, 65, 65, 512));
        assertThat(cost("tiny", Phase.INPUT_GRADIENT).operations()).isEqualTo(2L * 65 * 65 * 512);
        assertThat(cost("tiny", Phase.WEIGHT_GRADIENTS).operations())
                .isEqualTo(2L * 512 * 65 * 65 + 2L * 512 * 2_048 * 128);
    }

    @Test
    void of_secondLayer_countsRows() {
        assertThat(cost("char", Phase.INPUT_PRODUCT).operations())
                .isEqualTo(2L * 65 * 65 * 2_048 + 2L * 2_500 * 512 * 2_048);
    }

    @Test
    void of_recurrence_readsItsWeightsEveryStep() {
        Cost forward = cost("tiny", Phase.RECURRENCE_FORWARD);
        assertThat(forward.resident()).isEqualTo(4L * (32 * 128 + 128 * 512 + 32 * 512));
        assertThat(forward.bytes()).isEqualTo(64 * forward.resident());
        assertThat(cost("tiny", Phase.RECURRENCE_BACKWARD).bytes()).isEqualTo(63 * forward.resident());
    }

    @Test
    void of_update_movesWhatItHasTouched() {
        Cost update = cost("tiny", Phase.UPDATE);
        long weights = 65 * 128 + 512 * (65 + 128) + 65 + 2 * 512;
        long touched = workload("tiny").kindsOfTokens() * 65L;
        assertThat(update).isEqualTo(new Cost(0, 16 * (weights + touched), 8 * (weights + touched)));
        assertThat(workload("tiny").kindsOfTokens()).isBetween(60, 65);
    }

    @Test
    void of_softmax_passesFourTimesOverLogits() {
        assertThat(cost("tiny", Phase.SOFTMAX)).isEqualTo(new Cost(0, 4L * 4 * 2_048 * 65, 4L * 16 * 65));
    }
}
