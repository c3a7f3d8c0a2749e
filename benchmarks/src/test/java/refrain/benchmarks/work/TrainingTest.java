package refrain.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class TrainingTest {
    private static final Workload TINY = Task.named("tiny").workload();

    /// Loses 1, 2, 3 and so on nats, and nothing finite from the fourth update on.
    private static final class Counting implements Learner {
        private int updates;
        private boolean closed;

        @Override
        public double train(int[] inputs, int[] targets) {
            updates++;
            return updates < 4 ? updates : Double.NaN;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void once_isAnUpdateOnAWindow() {
        try (Training training = new Training(TINY, new Counting())) {
            assertThat(training.size()).isEqualTo(32 * 64);
            assertThat(training.once()).isEqualTo(1);
            assertThat(training.once()).isEqualTo(2);
        }
    }

    @Test
    void once_lossThatIsNotFinite_isRefused() {
        try (Training training = new Training(TINY, new Counting())) {
            for (int update = 1; update < 4; update++) {
                training.once();
            }
            assertThatIllegalStateException().isThrownBy(training::once).withMessage("the loss is NaN at update 4");
        }
    }

    @Test
    void close_closesTheLearner() {
        Counting learner = new Counting();
        new Training(TINY, learner).close();
        assertThat(learner.closed).isTrue();
    }
}
