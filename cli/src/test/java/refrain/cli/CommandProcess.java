package refrain.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The command in a process of its own, as a shell starts it.
final class CommandProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /// Starts the command in `folder`, where its streams are kept too.
    static CommandProcess start(Path folder, List<String> javaOptions, String... arguments) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(javaOptions);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "refrain.cli.Main"));
        words.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new CommandProcess(process, out, err);
    }

    static Captured.Run run(Path folder, List<String> javaOptions, String... arguments)
            throws IOException, InterruptedException {
        try (CommandProcess command = start(folder, javaOptions, arguments)) {
            return command.finish();
        }
    }

    /// Waits for the end.
    Captured.Run finish() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end; it said: " + err());
        }
        return new Captured.Run(process.exitValue(), Files.readString(out), err());
    }

    /// Waits until the process has written `text` on standard error.
    void awaitOnError(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!err().contains(text)) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new AssertionError("waiting for \"%s\"; the process said: %s".formatted(text, err()));
            }
            Thread.sleep(20);
        }
    }

    /// Waits until the process has written something on standard output.
    void awaitOutput() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Files.size(out) == 0) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new AssertionError("waiting for output; the process said: " + err());
            }
            Thread.sleep(20);
        }
    }

    /// Waits until the process has put as many files into a folder and those below.
    void awaitFiles(Path folder, int count) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (files(folder) < count) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new AssertionError("waiting for files in %s; the process said: %s".formatted(folder, err()));
            }
            Thread.sleep(5);
        }
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.count() - 1;
        } catch (UncheckedIOException renamedMeanwhile) {
            return 0;
        }
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /// Asks it to end, as Ctrl-C does; a shell script's background job would ignore an interrupt itself.
    void terminate() {
        process.destroy();
    }

    /// Ends it at once, as `kill -9` does.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
