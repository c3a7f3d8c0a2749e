package refrain.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TaskTest {
    @Test
    void all_trainEveryWorkload_thenUseTwo() {
        assertThat(Task.all().stream().limit(Workload.all().size()))
                .allMatch(task -> task.kind() == Task.Kind.TRAIN)
                .extracting(Task::workload)
                .containsExactlyElementsOf(Workload.all());
        assertThat(Task.all().stream().skip(Workload.all().size()))
                .extracting(Task::name)
                .containsExactly(
                        "generate-word-medium",
                        "generate-char",
                        "streams-word-medium",
                        "streams-char",
                        "score-word-medium",
                        "score-char");
    }

    @Test
    void named_findsEachOfThem() {
        assertThat(Task.all())
                .allSatisfy(task -> assertThat(Task.named(task.name())).isSameAs(task));
    }

    @Test
    void named_unknown_listsThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Task.named("huge"))
                .withMessageStartingWith("configuration \"huge\" is none of word-small, word-medium, awd,")
                .withMessageEndingWith(", score-char");
    }

    @Test
    void operationsPerToken_ofTraining_areThriceThoseOfUse() {
        long weights = Task.named("char").workload().architecture().multipliedWeights();
        assertThat(Task.named("char").operationsPerToken()).isEqualTo(6 * weights);
        assertThat(Task.named("score-char").operationsPerToken()).isEqualTo(2 * weights);
    }

    @Test
    void weightBytes_areThoseThatAGeneratedTokenReads() {
        Task task = Task.named("generate-char");
        assertThat(task.weightBytes())
                .isEqualTo(4 * task.workload().architecture().weightsOfAGeneratedToken());
    }
}
