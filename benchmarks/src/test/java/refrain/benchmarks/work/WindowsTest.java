package refrain.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final Workload WORKLOAD =
            new Workload("w", new Architecture(Architecture.Cell.LSTM, 100, 5, List.of(7), false), 3, 4, 0, 5);

    @Test
    void targets_areTheInputsOneStepLater_acrossWindows() {
        Windows windows = new Windows(WORKLOAD);
        for (int window = 0; window < 2; window++) {
            int[] inputs = windows.inputs(window);
            int[] targets = windows.targets(window);
            assertThat(Arrays.copyOf(targets, 9)).containsExactly(Arrays.copyOfRange(inputs, 3, 12));
            assertThat(Arrays.copyOf(windows.inputs(window + 1), 3))
                    .containsExactly(Arrays.copyOfRange(targets, 9, 12));
        }
    }

    @Test
    void train_goesThroughTheWindows_andBeginsAgain() {
        Windows windows = new Windows(WORKLOAD);
        List<int[]> seen = new ArrayList<>();
        Learner learner = new Learner() {
            @Override
            public double train(int[] inputs, int[] targets) {
                seen.add(inputs);
                return targets[0];
            }

            @Override
            public void close() {}
        };
        for (int update = 0; update < 65; update++) {
            assertThat(windows.train(learner)).isEqualTo(windows.targets(update % 64)[0]);
        }
        assertThat(seen.getLast()).isEqualTo(seen.getFirst()).isNotEqualTo(seen.get(1));
    }
}
