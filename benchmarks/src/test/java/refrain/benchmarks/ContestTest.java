package refrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import refrain.benchmarks.report.Result;
import refrain.benchmarks.report.Series;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.work.Task;

class ContestTest {
    private static final Task GENERATE = Task.named("generate-char");

    @TempDir
    private Path folder;

    private Launcher launcher() throws IOException {
        Files.writeString(folder.resolve("refrain.classpath"), System.getProperty("java.class.path"));
        return new Launcher(
                folder, List.of("-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector"), Optional.of(folder));
    }

    @Test
    void run_measuresTheCeilingBeforeAndAfterEachRound() throws IOException {
        Options options = OptionReader.read("--rounds", "2", "--warm-up", "0", "--seconds", "0.001");
        List<Series> series = Contest.run(
                        options, launcher(), GENERATE, 1, List.of(Implementation.REFRAIN, Ceiling.READ))
                .series();
        assertThat(series).extracting(Series::subject).containsExactly(Implementation.REFRAIN, Ceiling.READ);
        assertThat(series.getFirst().rounds()).hasSize(2);
        assertThat(series.getFirst().ceilings()).hasSize(2).allMatch(rate -> rate > 0);
        assertThat(series.getLast().rounds()).hasSize(4);
    }

    @Test
    void run_twoBuilds_comparesTheirLosses() throws IOException {
        Path target = Files.createDirectories(folder.resolve("benchmarks/target"));
        Files.writeString(target.resolve("refrain.classpath"), System.getProperty("java.class.path"));
        Options options = OptionReader.read("--rounds", "1", "--warm-up", "0", "--seconds", "0.001", "--updates", "2");
        Result result = Contest.run(
                options, launcher(), Task.named("tiny"), 1, List.of(Implementation.REFRAIN, Implementation.BEFORE));
        assertThat(result.series())
                .extracting(Series::subject)
                .containsExactly(Implementation.REFRAIN, Implementation.BEFORE);
        assertThat(result.lossDifference()).contains(0.0); // the same classes on both sides
    }

    @Test
    void run_processThatFails_saysWhatItSaid() throws IOException {
        Launcher broken = new Launcher(launcher().classPaths(), List.of("--no-such-option"), Optional.empty());
        assertThatIOException()
                .isThrownBy(
                        () -> Contest.run(OptionReader.read(), broken, GENERATE, 1, List.of(Implementation.REFRAIN)))
                .withMessageStartingWith("refrain on generate-char ended:")
                .withMessageContaining("--no-such-option");
    }
}
