package refrain.benchmarks.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import refrain.benchmarks.work.Work;
import refrain.nn.OutputConfig;

class VocabularyTrainingTest {
    @ParameterizedTest
    @EnumSource
    void once_trainsOnAWindow(OutputKind kind) {
        try (Work training = new VocabularyTraining(60, kind, 1)) {
            assertThat(training.size()).isEqualTo(20 * 35);
            training.once();
        }
    }

    @Test
    void kinds_differInWhatTheyAreNamedFor() {
        assertThat(OutputKind.ADAPTIVE.output(3_000)).isInstanceOf(OutputConfig.Adaptive.class);
        assertThat(OutputKind.SAMPLED.output(3_000)).isEqualTo(OutputKind.FULL.output(3_000));
        assertThat(OutputKind.SAMPLED.regularization()).isNotEqualTo(OutputKind.FULL.regularization());
    }
}
