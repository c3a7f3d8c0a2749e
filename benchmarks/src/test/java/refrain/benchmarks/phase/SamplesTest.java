package refrain.benchmarks.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final Samples SAMPLES = new Samples(List.of(
            List.of("refrain.kernel.Panels.at", "refrain.nn.loss.SoftmaxLoss.softmax", "refrain.nn.tape.Tape.forward"),
            List.of("refrain.nn.loss.SoftmaxLoss.softmax"),
            List.of("refrain.train.Optimizer.move"),
            List.of("refrain.benchmarks.work.Windows.train")));

    @Test
    void share_isPartOfAllSamples() {
        assertThat(SAMPLES.share(Phase.SOFTMAX)).isEqualTo(0.5);
        assertThat(SAMPLES.share(Phase.UPDATE)).isEqualTo(0.25);
        assertThat(new Samples(List.of()).share(Phase.UPDATE)).isZero();
    }

    @Test
    void operations_countTheInnermostOfCore() {
        assertThat(SAMPLES.operations())
                .containsOnly(
                        entry("SoftmaxLoss.softmax", 2L), entry("Optimizer.move", 1L), entry("Windows.train", 1L));
    }
}
