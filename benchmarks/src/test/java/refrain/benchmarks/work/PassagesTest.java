package refrain.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PassagesTest {
    @Test
    void read_isThePassageOneStepEarlier() {
        Passages passages = new Passages(50);
        int[] read = passages.read();
        int[] scored = passages.next();
        assertThat(scored).hasSize(Passages.LENGTH).startsWith(Arrays.copyOfRange(read, 1, Passages.LENGTH));
        assertThat(passages.read()[0]).isEqualTo(scored[Passages.LENGTH - 1]);
    }

    @Test
    void next_afterTheLast_beginsAgain() {
        Passages passages = new Passages(50);
        int[] first = passages.next();
        for (int passage = 1; passage < 64; passage++) {
            assertThat(passages.next()).isNotEqualTo(first);
        }
        assertThat(passages.next()).isEqualTo(first);
    }

    @Test
    void loss_isTheMeanOverThePassage() {
        float[] logProbabilities = new float[Passages.LENGTH];
        Arrays.fill(logProbabilities, 0, Passages.LENGTH / 2, -3);
        assertThat(Passages.loss(logProbabilities)).isEqualTo(1.5, within(1e-9));
    }
}
