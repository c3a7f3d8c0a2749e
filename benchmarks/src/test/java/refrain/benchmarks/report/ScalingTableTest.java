package refrain.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.work.Task;

class ScalingTableTest {
    private static final Task TINY = Task.named("tiny");

    @Test
    void lines_compareWithOneThread() {
        Series before = Rates.of(Implementation.PYTORCH, 100, 200, 300);
        Series refrain = Rates.of(Implementation.REFRAIN, 400, 100, 900);
        Series after = Rates.of(Implementation.PYTORCH, 300);
        Result one = new Result(TINY, 1, List.of(before), Optional.empty());
        Result two = new Result(TINY, 2, List.of(refrain, after), Optional.empty());
        assertThat(ScalingTable.lines(List.of(one, two)).lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("tiny", " 2 ", " 400 ", " 300 ", " 1.50 ", " 1.33");
    }

    @Test
    void threads_goBeyondTheProcessors() {
        assertThat(ScalingTable.threads(1)).containsExactly(1, 2);
        assertThat(ScalingTable.threads(2)).containsExactly(1, 2, 4);
        assertThat(ScalingTable.threads(6)).containsExactly(1, 2, 4, 6, 12);
    }
}
