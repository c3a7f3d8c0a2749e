package refrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.measure.Measurement;
import refrain.benchmarks.report.Result;
import refrain.benchmarks.report.Series;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.work.Task;

class ComparisonTest {
    private static Comparison comparison(String... args) {
        return new Comparison(
                OptionReader.read(args), new Launcher(Path.of("target"), List.of("-Xmx1g"), Optional.empty()));
    }

    private static Result result() {
        Measurement measurement = new Measurement(400, 10, 3.5, 50, 70, 1L << 30);
        Series series = new Series(Implementation.REFRAIN, List.of(measurement), List.of());
        return new Result(Task.named("tiny"), 2, List.of(series), Optional.empty());
    }

    @Test
    void title_saysHowLongAndHowStarted() {
        assertThat(comparison("--with", "refrain", "--threads", "2", "--quick").title())
                .isEqualTo("threads: 2; 3 rounds of 0.5 s after 6.0 s%nrefrain: java -Xmx1g%n".formatted());
    }

    @Test
    void title_ofABusyMachine_saysSo() {
        assertThat(comparison("--busy").title()).contains(" s, beside a process that occupies a core");
    }

    @Test
    void title_ofScaling_namesNoNumberOfThreadsAndNoDeeplearning4j() {
        assertThat(comparison("--scaling", "--threads", "7").title())
                .contains("threads: [1, ", "OMP_NUM_THREADS=THREADS", "num_threads=THREADS")
                .doesNotContain("=7", "deeplearning4j");
    }

    @Test
    void json_isOneObject() {
        assertThat(comparison("--with", "refrain", "--rounds", "2", "--seconds", "0.5")
                        .json(List.of(result())))
                .startsWith("{\"rounds\":2,\"seconds\":0.5,\"busy\":false,\"refrain\":\"java -Xmx1g\",\"results\":["
                        + "{\"configuration\":\"tiny\",\"threads\":2,\"measured\":[{\"name\":\"refrain\",")
                .endsWith("}]}]}");
    }
}
