package refrain.benchmarks.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import refrain.kernel.random.SeededRandom;

class TensorTest {
    @Test
    void tensor_ofAnotherSize_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tensor(new long[] {2, 3}, new float[5]))
                .withMessage("shape [2, 3] holds 6 values, not 5");
    }

    @Test
    void drawn_areShortInPrint_withinTheBound() {
        Tensor tensor = Tensor.drawn(SeededRandom.of(1), 0.75f, 3, 4);
        assertThat(tensor.shape()).containsExactly(3, 4);
        assertThat(tensor.values()).hasSize(12);
        for (float value : tensor.values()) {
            assertThat(value).isBetween(-0.75f, 0.75f);
            assertThat(String.valueOf(value).replaceAll("^-?0\\.", "")).hasSizeLessThanOrEqualTo(3);
        }
    }
}
