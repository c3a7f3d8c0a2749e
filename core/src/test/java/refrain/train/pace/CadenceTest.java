package refrain.train.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CadenceTest {
    @Test
    void shortEpochs_areValidatedOnceAtTheirEnd() {
        assertThat(validations(Cadence.of(7, 100, 50), 21)).containsExactly(7L, 14L, 21L);
        assertThat(validations(Cadence.of(1, 100, 50), 3)).containsExactly(1L, 2L, 3L);
        assertThat(validations(Cadence.of(1_400, 100, 50), 2_800)).containsExactly(1_400L, 2_800L);
    }

    @Test
    void longEpochs_areValidatedInEqualParts() {
        assertThat(validations(Cadence.of(3_001, 100, 50), 6_002))
                .containsExactly(1_001L, 2_001L, 3_001L, 4_002L, 5_002L, 6_002L);
    }

    @Test
    void longValidationTexts_areReadSeldomer() {
        Cadence cadence = Cadence.of(100_000, 2_000, 6_000_000);
        assertThat(cadence.validations()).isEqualTo(10);
        assertThat(cadence.updatesPerValidation()).isEqualTo(10_000);
    }

    @Test
    void lines_comeOftenerInShortEpochs() {
        assertThat(Cadence.of(3, 100, 0).lines()).isEqualTo(10);
        assertThat(Cadence.of(1_000, 100, 0).lines()).isEqualTo(50);
        assertThat(Cadence.of(100_000, 100, 0).lines()).isEqualTo(100);
    }

    private static List<Long> validations(Cadence cadence, long updates) {
        return LongStream.rangeClosed(0, updates)
                .filter(cadence::validatesAfter)
                .boxed()
                .toList();
    }
}
