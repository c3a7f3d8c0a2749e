package refrain.train;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The right to write the files of a run, which one process has at a time. The system holds the lock and takes it
/// back when the process ends, however it ends: the file that a killed process leaves blocks nobody.
public final class RunLock implements AutoCloseable {
    private final RunFiles files;
    private final FileChannel channel;

    private RunLock(RunFiles files, FileChannel channel) {
        this.files = files;
        this.channel = channel;
    }

    /// Takes the lock.
    /// @throws TrainingException if another run has it
    /// @throws IOException if the lock's file cannot be written
    public static RunLock of(RunFiles files) throws IOException {
        for (Optional<RunLock> lock = Optional.empty(); ; lock = attempt(files)) {
            if (lock.isPresent()) {
                return lock.get();
            }
        }
    }

    /// Empty if the file was deleted, by the run that had it, between being opened and being locked.
    private static Optional<RunLock> attempt(RunFiles files) throws IOException {
        FileChannel channel = open(files);
        try {
            if (tryLock(channel) == null) {
                throw new TrainingException("%s: another run is writing it%s%n".formatted(files.model(), holder(files))
                        + "  wait for its end, or choose another name");
            }
            String mark = mark();
            channel.truncate(0).write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)));
            if (mark.equals(content(files.lock()))) {
                return Optional.of(new RunLock(files, channel));
            }
        } catch (IOException | TrainingException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    private static FileChannel open(RunFiles files) throws IOException {
        try {
            return FileChannel.open(files.lock(), CREATE, READ, WRITE);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "%s: it cannot be written: its directory does not exist".formatted(files.model()), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// No two runs write the same.
    private static String mark() {
        return "process %d, %x%n".formatted(ProcessHandle.current().pid(), System.nanoTime());
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static String holder(RunFiles files) throws IOException {
        String mark = content(files.lock());
        return mark.contains(",") ? ": " + mark.substring(0, mark.indexOf(',')) : "";
    }

    /// The files it is of.
    public RunFiles files() {
        return files;
    }

    /// Gives the lock back and deletes its file.
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(files.lock());
        }
    }
}
