package refrain.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The JDK that `./mvnw` and `./refrain` choose, on made-up machines.
class JdkSearchTest {
    @TempDir
    Path machine;

    private Path jvms;

    @BeforeEach
    void twoJdks() throws IOException {
        jvms = machine.resolve("usr lib/jvm");
        jdk(jvms.resolve("java-17"), "17.0.15");
        jdk(jvms.resolve("temurin-25"), "25.0.3");
    }

    @Test
    void jdk_inAUsualPlace_isFound() throws Exception {
        assertThat(search(Map.of())).isEqualTo(found(jvms.resolve("temurin-25")));
    }

    @Test
    void javaHome_of25_isKept() throws Exception {
        Path mine = jdk(machine.resolve("mine"), "25");
        assertThat(search(Map.of("JAVA_HOME", mine.toString()))).isEqualTo(found(mine));
    }

    @Test
    void javaHome_ofAnotherVersion_isPassedOver() throws Exception {
        Path old = jvms.resolve("java-17");
        assertThat(search(Map.of("JAVA_HOME", old.toString()))).isEqualTo(found(jvms.resolve("temurin-25")));
    }

    @Test
    void javac_onThePath_isFoundThroughItsLinks() throws Exception {
        Path own = jdk(machine.resolve("own"), "25.0.1");
        Path alternatives = Files.createDirectories(machine.resolve("alternatives"));
        Path bin = Files.createDirectories(machine.resolve("bin"));
        Files.createSymbolicLink(alternatives.resolve("javac"), own.resolve("bin/javac"));
        Files.createSymbolicLink(bin.resolve("javac"), Path.of("../alternatives/javac"));
        assertThat(search(Map.of("PATH", bin + ":/usr/bin:/bin"))).isEqualTo(found(own));
    }

    @Test
    void jre_withoutCompiler_isPassedOver() throws Exception {
        Files.delete(jvms.resolve("temurin-25/bin/javac"));
        assertThat(search(Map.of()).exit()).isEqualTo(1);
    }

    @Test
    void jdk_notThere_isAskedForInOneLine() throws Exception {
        Run run = search(Map.of("REFRAIN_JDK_PLACES", machine.resolve("nothing") + "/*"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output())
                .hasLineCount(1)
                .startsWith("Refrain needs a JDK 25 and finds none: ")
                .contains("adoptium.net");
    }

    private static Path jdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        for (String tool : List.of("java", "javac")) {
            Path file = Files.writeString(home.resolve("bin").resolve(tool), "#!/bin/sh\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Run search(Map<String, String> environment) throws IOException, InterruptedException {
        Path script = Repository.ROOT.resolve(".mvn/jdk.sh");
        ProcessBuilder shell = new ProcessBuilder("sh", "-euc", ". \"$0\"; echo \"$JAVA_HOME\"", script.toString());
        shell.environment().clear();
        shell.environment().put("HOME", machine.toString());
        shell.environment().put("PATH", "/usr/bin:/bin");
        shell.environment().put("REFRAIN_JDK_PLACES", machine.resolve("empty") + "/*:" + jvms + "/*");
        shell.environment().putAll(environment);
        Process process = shell.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output.strip());
    }

    private static Run found(Path home) {
        return new Run(0, home.toString());
    }

    private record Run(int exit, String output) {}
}
