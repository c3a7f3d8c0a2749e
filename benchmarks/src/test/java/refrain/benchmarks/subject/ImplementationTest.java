package refrain.benchmarks.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.benchmarks.work.Task;
import refrain.benchmarks.work.Work;

class ImplementationTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BEFORE")
    void labelled_invertsLabel(Implementation implementation) {
        assertThat(Implementation.labelled(implementation.label())).isSameAs(implementation);
        assertThat(Subject.labelled(implementation.label())).isSameAs(implementation);
    }

    @ParameterizedTest
    @EnumSource
    void subjectLabelled_findsCeilings(Ceiling ceiling) {
        assertThat(Subject.labelled(ceiling.label())).isSameAs(ceiling);
    }

    @Test
    void subjectLabelled_unknown_listsAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subject.labelled("abacus"))
                .withMessage(
                        "\"abacus\" is none of refrain, pytorch, deeplearning4j, before, product, multiply-add, read");
    }

    @ParameterizedTest
    @EnumSource(names = {"REFRAIN", "PYTORCH", "BEFORE"})
    void offers_everything(Implementation implementation) {
        assertThat(Task.all()).allMatch(implementation::offers);
    }

    @Test
    void deeplearning4j_offersTrainingButNoGruAndNoTies() {
        assertThat(Task.all())
                .filteredOn(Implementation.DEEPLEARNING4J::offers)
                .extracting(Task::name)
                .containsExactly("word-small", "word-medium", "char", "tiny", "rnn-medium");
    }

    @Test
    void takesWeights_whereTheyCanBeGiven() {
        assertThat(Implementation.values())
                .filteredOn(Implementation::takesWeights)
                .containsExactly(Implementation.REFRAIN, Implementation.PYTORCH, Implementation.BEFORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate-char", "streams-char", "score-char"})
    void deeplearning4j_inUse_isRefused(String task) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Implementation.DEEPLEARNING4J.open(Task.named(task), 1))
                .withMessage("Deeplearning4j is measured in training only");
    }

    @ParameterizedTest
    @CsvSource({"tiny, 2048", "generate-char, 1", "streams-char, 64", "score-char, 256"})
    void open_countsTheTokensOfItsTask(String task, long tokens) {
        try (Work work = Implementation.REFRAIN.open(Task.named(task), 1)) {
            assertThat(work.size()).isEqualTo(tokens);
        }
    }
}
