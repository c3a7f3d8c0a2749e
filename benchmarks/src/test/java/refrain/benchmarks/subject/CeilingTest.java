package refrain.benchmarks.subject;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import refrain.benchmarks.work.Task;
import refrain.benchmarks.work.Work;

class CeilingTest {
    @ParameterizedTest
    @EnumSource
    void once_countsSomethingForEachThread(Ceiling ceiling) {
        Task task = Task.named("generate-char");
        try (Work alone = ceiling.open(task, 1);
                Work together = ceiling.open(task, 2)) {
            assertThat(alone.once()).isZero();
            assertThat(together.once()).isZero();
            assertThat(alone.size()).isPositive();
            assertThat(together.size()).isEqualTo(ceiling == Ceiling.READ ? alone.size() : 2 * alone.size());
        }
    }

    @Test
    void of_training_isTheProduct_ofGenerationReading() {
        assertThat(Ceiling.of(Task.Kind.TRAIN)).contains(Ceiling.PRODUCT);
        assertThat(Ceiling.of(Task.Kind.GENERATE)).contains(Ceiling.READ);
        assertThat(Ceiling.of(Task.Kind.SCORE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void of_aKind_offersItsTasks(Task.Kind kind) {
        assertThat(Task.all())
                .filteredOn(task -> task.kind() == kind)
                .allMatch(task ->
                        Ceiling.of(kind).map(ceiling -> ceiling.offers(task)).orElse(true));
    }
}
