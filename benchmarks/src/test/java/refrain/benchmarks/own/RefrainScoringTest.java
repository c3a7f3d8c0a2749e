package refrain.benchmarks.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.Passages;
import refrain.benchmarks.work.Work;

class RefrainScoringTest {
    private static final Architecture ARCHITECTURE =
            new Architecture(Architecture.Cell.GRU, 40, 5, List.of(7, 9), false);

    @Test
    void once_ofAnUntrainedModel_isNearUniform() {
        try (Work scoring = new RefrainScoring(ARCHITECTURE, 1)) {
            assertThat(scoring.size()).isEqualTo(Passages.LENGTH);
            assertThat(scoring.once()).isCloseTo(StrictMath.log(40), within(0.2));
        }
    }
}
