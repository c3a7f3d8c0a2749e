package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import refrain.cli.console.Console;
import refrain.cli.console.Interruption;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;

class FailuresTest {
    static Stream<Arguments> exceptions() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("a.txt"), "a.txt: there is no such file or directory"),
                Arguments.of(new AccessDeniedException("a.txt"), "a.txt: permission denied"),
                Arguments.of(
                        new FileSystemException("a.txt", null, "No space left on device"),
                        "a.txt: No space left on device"),
                Arguments.of(new FileSystemException("a.txt"), "a.txt: the file system refused"),
                Arguments.of(
                        new UncheckedIOException(new NoSuchFileException("b")),
                        "b: there is no such file or directory"),
                Arguments.of(new IOException(), "IOException"),
                Arguments.of(new RefusalException("the run was stopped"), "the run was stopped"),
                Arguments.of(
                        new RefusalException("m: it exists already; ", Remedy.Choice.GO_ON, Remedy.Choice.REPLACE),
                        "m: it exists already; go on with that run (--resume), or replace it (--overwrite) or choose"
                                + " another name"));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void explain_knownException_saysWhereAndWhat(Exception e, String expected) {
        assertThat(Failures.explain(e)).isEqualTo(expected);
    }

    static Stream<Exception> defects() {
        return Stream.of(
                new NullPointerException("x"),
                new IllegalStateException("the team is closed"),
                new IllegalArgumentException("Comparison method violates its general contract!"),
                new ArrayIndexOutOfBoundsException(-1),
                new UnsupportedOperationException());
    }

    @ParameterizedTest
    @MethodSource("defects")
    void explain_defect_isToldAsOneAndHowToReportIt(Exception defect) {
        assertThat(Failures.explain(defect))
                .startsWith("a defect in refrain itself, " + defect)
                .contains("run again with --debug and report the stack trace");
    }

    @Test
    void failure_defect_failsWithoutAStackTrace() {
        Captured.Run run = failing("describe", "m.safetensors");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("refrain: a defect in refrain itself, java.lang.IllegalStateException: no layer;"
                        + " run again with --debug and report the stack trace\n");
        assertThat(failing("--debug", "describe", "m.safetensors").err()).contains("\tat refrain.cli.FailuresTest");
    }

    /// The command as if it met a defect.
    private static Captured.Run failing(String... words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(OutputStream.nullOutputStream(), err, false);
        try (Interruption interruption = new Interruption()) {
            CommandLine line = Main.commandLine(console, interruption);
            int code = line.setExecutionStrategy(parsed -> {
                        throw new ExecutionException(line, "", new IllegalStateException("no layer"));
                    })
                    .execute(words);
            return new Captured.Run(code, "", err.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void outOfMemory_saysTheLimitAndWhatToDo() {
        assertThat(Failures.outOfMemory(512L << 20)).contains("512 MiB", "-Xmx").hasLineCount(2);
    }

    @Test
    void run_readerOfThePipeGone_isQuietAndFails() {
        Captured.Run run = runWriting("Broken pipe");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void run_diskOfStandardOutputFull_isSaid() {
        Captured.Run run = runWriting("No space left on device");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("refrain: No space left on device\n");
    }

    @Test
    void run_debug_addsTheStackTrace() {
        Captured.Run plain = Captured.run("describe", "missing.safetensors");
        Captured.Run debug = Captured.run("--debug", "describe", "missing.safetensors");
        Captured.Run debugLater = Captured.run("describe", "missing.safetensors", "--debug");
        assertThat(plain.err()).doesNotContain("\tat ").hasLineCount(1);
        assertThat(debug.err()).startsWith(plain.err()).contains("\tat refrain.");
        assertThat(debugLater.err()).contains("\tat refrain.");
        assertThat(debug.code()).isEqualTo(1);
    }

    private static Captured.Run runWriting(String failure) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(failure);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(new Console(broken, err, false), "completion");
        return new Captured.Run(code, "", err.toString(StandardCharsets.UTF_8));
    }
}
