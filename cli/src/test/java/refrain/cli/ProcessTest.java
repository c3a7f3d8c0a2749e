package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What only a process of its own can show: signals, streams, modules, heap.
class ProcessTest {
    private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    /// SIGTERM; the machine treats it as it does SIGINT, 2, which a background job may have been told to ignore.
    private static final int TERMINATED = 15;

    private static final String[] TRAIN = {
        "train",
        "book.txt",
        "--out",
        "m.safetensors",
        "--layers",
        "lstm:32",
        "--embedding",
        "8",
        "--batch",
        "4",
        "--steps",
        "16",
        "--threads",
        "1"
    };

    @TempDir
    private Path folder;

    @BeforeEach
    void writeText() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            text.append("line ").append(i * 7919 % 1_000).append(" of a song that returns\n");
        }
        Files.writeString(folder.resolve("book.txt"), text);
    }

    @Test
    void version_goesToStandardOutputAlone() throws Exception {
        Captured.Run run = CommandProcess.run(folder, List.of(), "--version");
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("refrain ");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void train_terminated_writesACheckpointAndGoesOnToTheSameBytes() throws Exception {
        Captured.Run whole =
                CommandProcess.run(folder, VECTORS, with("--updates", "3000", "--out", "whole.safetensors"));
        assertThat(whole.code()).as(whole.err()).isZero();

        try (CommandProcess command = CommandProcess.start(folder, VECTORS, with("--updates", "3000"))) {
            command.awaitOnError("tokens/s");
            command.terminate();
            Captured.Run stopped = command.finish();
            assertThat(stopped.code()).isEqualTo(128 + TERMINATED);
            assertThat(stopped.err())
                    .contains("stopped at update", "go on with:  refrain train book.txt")
                    .endsWith(" --resume\n");
            assertThat(folder.resolve("m.checkpoint")).exists();
        }
        Captured.Run resumed = CommandProcess.run(folder, VECTORS, with("--updates", "3000", "--resume"));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("resumed at update ");
        assertThat(folder.resolve("m.safetensors")).hasSameBinaryContentAs(folder.resolve("whole.safetensors"));
    }

    @Test
    void train_withoutDesktopModuleOrFonts_drawsTheCurve() throws Exception {
        List<String> few = List.of(
                "--limit-modules", "java.base,java.logging,jdk.incubator.vector", VECTORS.get(0), VECTORS.get(1));
        Captured.Run run = CommandProcess.run(folder, few, with("--updates", "20"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(folder.resolve("m.svg")).content().startsWith("<svg").contains("validation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate m.safetensors --length 100000000", "score m.safetensors long.txt"})
    void use_terminated_endsQuietly(String line) throws Exception {
        Captured.Run made = CommandProcess.run(folder, VECTORS, with("--updates", "1"));
        assertThat(made.code()).as(made.err()).isZero();
        Files.writeString(
                folder.resolve("long.txt"),
                Files.readString(folder.resolve("book.txt")).repeat(100));
        try (CommandProcess command = CommandProcess.start(folder, VECTORS, line.split(" "))) {
            command.awaitOutput();
            command.terminate();
            Captured.Run ended = command.finish();
            assertThat(ended.code()).isEqualTo(128 + TERMINATED);
            assertThat(ended.err()).hasLineCount(1).contains("Using incubator modules"); // Java's own
        }
    }

    /// The text to learn from lies encoded on the disk meanwhile, readable by its owner alone.
    @Test
    void tuning_terminated_leavesNoTextBehind() throws Exception {
        Captured.Run made = CommandProcess.run(folder, VECTORS, with("--updates", "1"));
        assertThat(made.code()).as(made.err()).isZero();
        Files.writeString(
                folder.resolve("long.txt"),
                Files.readString(folder.resolve("book.txt")).repeat(200));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> options = new ArrayList<>(VECTORS);
        options.add("-Djava.io.tmpdir=" + temporary);
        String line = "tune-adapt m.safetensors book.txt --adapt dynamic --train long.txt --out d.json";
        try (CommandProcess command = CommandProcess.start(folder, options, line.split(" "))) {
            command.awaitFiles(temporary, 4); // for each text a folder with its tokens
            try (Stream<Path> folders = Files.list(temporary)) {
                for (Path own : folders.toList()) {
                    assertThat(Files.getPosixFilePermissions(own))
                            .isEqualTo(PosixFilePermissions.fromString("rwx------"));
                }
            }
            command.terminate();
            assertThat(command.finish().code()).isEqualTo(128 + TERMINATED);
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void encoding_terminated_leavesNothing() throws Exception {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Path text = Files.writeString(
                texts.resolve("long.txt"),
                Files.readString(folder.resolve("book.txt")).repeat(200));
        try (CommandProcess command = CommandProcess.start(
                folder, VECTORS, "train", "texts/long.txt", "--out", "texts/m.safetensors", "--updates", "1000000")) {
            command.awaitFiles(texts, 3); // the text, the lock and tokens
            command.terminate();
            assertThat(command.finish().code()).isEqualTo(128 + TERMINATED);
        }
        assertThat(texts).isDirectoryNotContaining(file -> !file.equals(text));
    }

    private static String[] with(String... more) {
        List<String> words = new ArrayList<>(List.of(TRAIN));
        for (int i = 0; i < more.length; i++) {
            int there = more[i].startsWith("--") ? words.indexOf(more[i]) : -1;
            if (there >= 0) {
                words.set(there + 1, more[++i]);
            } else {
                words.add(more[i]);
            }
        }
        return words.toArray(String[]::new);
    }
}
