package refrain.benchmarks.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.Workload;

class AgreementTest {
    private static final Workload WORKLOAD =
            new Workload("w", new Architecture(Architecture.Cell.LSTM, 40, 5, List.of(7, 9), false), 3, 4, 0.5f, 5);

    @Test
    void losses_beginNearUniform_andDependOnNothingButTheWorkload() {
        double[] losses = Agreement.losses(Implementation.REFRAIN, WORKLOAD, 1, 5);
        assertThat(losses).hasSize(5);
        assertThat(losses[0]).isCloseTo(StrictMath.log(40), within(0.2));
        assertThat(Agreement.losses(Implementation.REFRAIN, WORKLOAD.withoutDropout(), 2, 5))
                .containsExactly(losses);
    }

    @Test
    void largestDifference_isThatOfOneUpdate() {
        assertThat(Agreement.largestDifference(new double[] {1, 2, 3}, new double[] {1.5, 2, 5}))
                .isEqualTo(2);
    }

    @Test
    void largestDifference_ofUnequalLengths_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Agreement.largestDifference(new double[3], new double[2]))
                .withMessage("3 losses beside 2");
    }
}
