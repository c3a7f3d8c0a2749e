package refrain.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How `./refrain` builds before it starts, in a made-up source tree with a Maven that only notes that it ran.
class FirstStartTest {
    private static final String MAVEN = """
            #!/bin/sh
            home=$(dirname "$0")
            echo built >>"$home/builds"
            until [ -e "$home/go" ]; do sleep 0.05; done
            [ ! -e "$home/fail" ] || exit 1
            mkdir -p "$home/cli/target/lib"
            echo picocli >"$home/cli/target/lib/picocli.jar"
            echo refrain >"$home/cli/target/refrain-cli.jar"
            """;

    @TempDir
    private Path tree;

    @BeforeEach
    void plantTree() throws IOException {
        for (String folder : List.of("core/src/main", "cli/src/main", "cli/src/build", ".mvn", "jdk/bin", "target")) {
            Files.createDirectories(tree.resolve(folder));
        }
        for (String file : List.of("pom.xml", "core/pom.xml", "cli/pom.xml")) {
            Files.createFile(tree.resolve(file));
        }
        Files.copy(Repository.ROOT.resolve(".mvn/jdk.sh"), tree.resolve(".mvn/jdk.sh"));
        Files.writeString(tree.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        script("refrain", Files.readString(Repository.ROOT.resolve("refrain")));
        script("mvnw", MAVEN);
        script("jdk/bin/java", "#!/bin/sh\necho \"ran $*\"\necho \"in ${LC_ALL-no} locale\"\n");
        script("jdk/bin/javac", "#!/bin/sh\n");
    }

    @Test
    void start_ofASourceTree_buildsOnce() throws Exception {
        Files.createFile(tree.resolve("go"));
        try (Start first = new Start("first")) {
            assertThat(first.finish()).contains("ran ", "refrain-cli.jar", "refrain.cli.Main describe");
        }
        try (Start second = new Start("second")) {
            assertThat(second.finish()).contains("refrain.cli.Main describe");
        }
        assertThat(tree.resolve("builds")).hasContent("built");
        assertThat(tree.resolve("target/lock")).doesNotExist();
    }

    @Test
    void starts_atOnce_waitForTheOneThatBuilds() throws Exception {
        try (Start first = new Start("first")) {
            first.await("builds", "built");
            try (Start second = new Start("second")) {
                second.await("second", "waiting for process " + first.process.pid());
                Files.createFile(tree.resolve("go"));
                assertThat(second.finish()).contains("refrain.cli.Main describe");
            }
            assertThat(first.finish()).contains("refrain.cli.Main describe");
        }
        assertThat(tree.resolve("builds")).hasContent("built");
    }

    @Test
    void start_afterABuilderWasKilled_buildsAnew() throws Exception {
        try (Start first = new Start("first")) {
            first.await("builds", "built");
            first.kill();
        }
        Files.createFile(tree.resolve("go"));
        assertThat(Files.isSymbolicLink(tree.resolve("target/lock"))).isTrue();
        try (Start second = new Start("second")) {
            assertThat(second.finish()).contains("refrain.cli.Main describe").doesNotContain("waiting");
        }
        assertThat(Files.isSymbolicLink(tree.resolve("target/lock"))).isFalse();
    }

    @Test
    void build_failed_leavesNoLock() throws Exception {
        Files.createFile(tree.resolve("go"));
        Files.createFile(tree.resolve("fail"));
        try (Start first = new Start("first")) {
            assertThat(first.finish()).contains("the build failed");
            assertThat(first.process.exitValue()).isEqualTo(1);
        }
        assertThat(Files.isSymbolicLink(tree.resolve("target/lock"))).isFalse();
    }

    /// In any other the JVM would not understand names beyond ASCII; a locale that is not installed is the plain one.
    @ParameterizedTest
    @CsvSource({"LC_ALL, C, C.UTF-8", "LANG, POSIX, C.UTF-8", "LANG, xx_XX.UTF-8, C.UTF-8", "LANG, C.UTF-8, no"})
    void locale_thatCannotBeUsed_isReplaced(String variable, String asked, String used) throws Exception {
        Files.createFile(tree.resolve("go"));
        try (Start start = new Start("first", List.of("describe"), Map.of(variable, asked))) {
            assertThat(start.finish()).contains("in " + used + " locale");
        }
    }

    @Test
    void launcher_saysHowItWasCalled() throws Exception {
        Files.createFile(tree.resolve("go"));
        try (Start start = new Start("first")) {
            assertThat(start.finish()).contains("-Drefrain.command=" + tree.resolve("refrain") + " ");
        }
        try (Start start =
                new Start("second", List.of("describe"), Map.of("PATH", tree + ":" + System.getenv("PATH")))) {
            assertThat(start.finish()).contains("-Drefrain.command=refrain ");
        }
    }

    /// The JVM warns of that module whenever it is asked for.
    @ParameterizedTest
    @CsvSource({"describe m, true", "--version, false", "help, false", "train --help, false", "train -h, false"})
    void vectorModule_isThereForWhatComputes(String line, boolean there) throws Exception {
        Files.createFile(tree.resolve("go"));
        try (Start start = new Start("first", List.of(line.split(" ")), Map.of())) {
            assertThat(start.finish().contains("--add-modules jdk.incubator.vector"))
                    .isEqualTo(there);
        }
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(tree.resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /// A run of the script that writes into a file of the tree.
    private final class Start implements AutoCloseable {
        private final Path said;
        private final Process process;

        Start(String name) throws IOException {
            this(name, List.of("describe"), Map.of());
        }

        /// @param locale variables; no others that say which there are
        Start(String name, List<String> words, Map<String, String> locale) throws IOException {
            said = tree.resolve(name);
            List<String> command =
                    new ArrayList<>(List.of(tree.resolve("refrain").toString()));
            command.addAll(words);
            ProcessBuilder shell = new ProcessBuilder(command);
            shell.environment().keySet().removeIf(variable -> variable.startsWith("LC_") || variable.equals("LANG"));
            shell.environment().putAll(locale);
            shell.environment().put("JAVA_HOME", tree.resolve("jdk").toString());
            process = shell.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        }

        String finish() throws IOException, InterruptedException {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ends").isTrue();
            return Files.readString(said);
        }

        void await(String file, String text) throws IOException {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            Path path = tree.resolve(file);
            while (!Files.exists(path) || !Files.readString(path).contains(text)) {
                assertThat(System.nanoTime()).as("waiting for \"%s\"", text).isLessThan(end);
                Thread.onSpinWait();
            }
        }

        void kill() throws InterruptedException {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly().waitFor();
            children.forEach(ProcessHandle::destroyForcibly);
        }

        @Override
        public void close() throws InterruptedException {
            kill();
        }
    }
}
