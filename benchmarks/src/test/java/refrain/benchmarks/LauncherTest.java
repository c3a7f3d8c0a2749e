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
import refrain.benchmarks.measure.Measure;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;

class LauncherTest {
    @TempDir
    private Path folder;

    private Launcher launcher() {
        return new Launcher(folder, List.of("-Xmx1g", "-XX:+UseSerialGC"), Optional.of(folder.resolve("before")));
    }

    @Test
    void line_ofRefrainAndCeilings_hasTheOptionsGiven() {
        assertThat(launcher().line(Implementation.REFRAIN, 2)).isEqualTo("java -Xmx1g -XX:+UseSerialGC");
        assertThat(launcher().line(Ceiling.PRODUCT, 2)).isEqualTo("java -Xmx1g -XX:+UseSerialGC");
    }

    @Test
    void line_ofNativeLibraries_hasTheNumberOfThreads() {
        assertThat(launcher().line(Implementation.PYTORCH, 3))
                .isEqualTo("OMP_NUM_THREADS=3 java -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"
                        + " -Dai.djl.pytorch.num_threads=3");
        assertThat(launcher().line(Implementation.DEEPLEARNING4J, 3))
                .isEqualTo("OMP_NUM_THREADS=3 java -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED");
    }

    @Test
    void process_hasTheSubjectsClassPathAndVariables() throws IOException {
        Files.writeString(folder.resolve("refrain.classpath"), "a.jar\n");
        Files.writeString(folder.resolve("pytorch.classpath"), "a.jar:b.jar\n");
        ProcessBuilder ceiling = launcher().process(Ceiling.READ, 2, Measure.class, List.of("x", "y"));
        ProcessBuilder pytorch = launcher().process(Implementation.PYTORCH, 2, Measure.class, List.of());
        assertThat(ceiling.command())
                .endsWith("-Xmx1g", "-XX:+UseSerialGC", "-cp", "a.jar", "refrain.benchmarks.measure.Measure", "x", "y");
        assertThat(pytorch.command()).endsWith("-cp", "a.jar:b.jar", "refrain.benchmarks.measure.Measure");
        assertThat(pytorch.environment()).containsEntry("OMP_NUM_THREADS", "2");
    }

    @Test
    void process_ofTheBuildBefore_hasItsClassPathAndOurOptions() throws IOException {
        Path target = Files.createDirectories(folder.resolve("before/benchmarks/target"));
        Files.writeString(target.resolve("refrain.classpath"), "old.jar\n");
        assertThat(launcher()
                        .process(Implementation.BEFORE, 2, Measure.class, List.of())
                        .command())
                .endsWith("-Xmx1g", "-XX:+UseSerialGC", "-cp", "old.jar", "refrain.benchmarks.measure.Measure");
    }

    @Test
    void line_ofTheBuildBefore_namesItsFolder() {
        assertThat(launcher().line(Implementation.BEFORE, 2))
                .isEqualTo("java -Xmx1g -XX:+UseSerialGC in " + folder.resolve("before"));
    }

    @Test
    void process_withoutClassPath_isRefused() {
        assertThatIOException()
                .isThrownBy(() -> launcher().process(Implementation.PYTORCH, 2, Measure.class, List.of()))
                .withMessageContaining("pytorch.classpath");
    }
}
