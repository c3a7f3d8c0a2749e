package refrain.benchmarks.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.Training;
import refrain.benchmarks.work.Work;
import refrain.benchmarks.work.Workload;

class RefrainLearnerTest {
    @ParameterizedTest
    @EnumSource
    void train_startsFromUniformAndLearns(Architecture.Cell cell) {
        Workload workload = new Workload("w", new Architecture(cell, 40, 5, List.of(7, 9), false), 3, 4, 0.1f, 5);
        try (Work training = new Training(workload, new RefrainLearner(workload, 1))) {
            double first = training.once();
            assertThat(first).isCloseTo(StrictMath.log(40), within(0.1));
            double sum = 0;
            for (int update = 1; update <= 320; update++) {
                double loss = training.once();
                sum += update > 256 ? loss : 0;
            }
            assertThat(sum / 64).isLessThan(first - 0.2);
        }
    }
}
