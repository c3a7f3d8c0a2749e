package refrain.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.work.Task;

class SpeedTableTest {
    private static final Task TINY = Task.named("tiny");
    private static final Task GENERATE = Task.named("generate-char");
    private static final Series REFRAIN = Rates.of(Implementation.REFRAIN, 400, 100, 900);
    private static final Series PYTORCH = Rates.of(Implementation.PYTORCH, 100, 200, 300);

    @Test
    void lines_haveALineForEach_belowOneHeader() {
        SpeedTable table = new SpeedTable();
        Result result = new Result(TINY, 2, List.of(REFRAIN, PYTORCH), Optional.of(1.25e-5));
        assertThat(table.lines(result).lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("training").contains("Gflop/s"))
                .anySatisfy(line -> assertThat(line).contains("tiny", "refrain", "400", "(100-900)", " 1,024"))
                .anySatisfy(line -> assertThat(line).contains("tiny", "pytorch", "200", "(100-300)", " 3.00 ", "e-05"));
        assertThat(table.lines(result).lines()).hasSize(2);
    }

    @Test
    void lines_ofAnotherTable_beginWithItsHeader() {
        SpeedTable table = new SpeedTable();
        table.lines(new Result(TINY, 2, List.of(REFRAIN), Optional.empty()));
        assertThat(table.lines(new Result(GENERATE, 2, List.of(REFRAIN), Optional.empty()))
                        .lines())
                .hasSize(3)
                .first()
                .isEqualTo("");
    }

    @Test
    void lines_ofUse_haveTheTimeOfAToken() {
        SpeedTable table = new SpeedTable();
        Result result = new Result(GENERATE, 2, List.of(REFRAIN), Optional.empty());
        assertThat(table.lines(result)).contains("p99 µs", " 50.0 ", " 70.0 ");
    }

    @Test
    void lines_ofACeiling_haveNeitherTimesNorMemory() {
        Series read = Rates.of(Ceiling.READ, 200.0 * GENERATE.weightBytes());
        String line = new SpeedTable()
                .lines(new Result(GENERATE, 2, List.of(read), Optional.empty()))
                .lines()
                .toList()
                .getLast();
        assertThat(line).contains("read", " 200 ", "(200-200)").doesNotContain("50.0", "1,024");
    }
}
