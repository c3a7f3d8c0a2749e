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
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The right to write the files of a run, which one process has at a time. The system holds the lock and takes it
/// back when the process ends, however it ends: the file that a killed process leaves blocks nobody.
public final class RunLock implements AutoCloseable {
    private static final int LONGEST_MARK = 40;

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

    /// Empty if the file was deleted, by the run that had it, between being opened and being locked. The file is
    /// never opened a second time: on many systems closing it once gives up the process's lock.
    private static Optional<RunLock> attempt(RunFiles files) throws IOException {
        create(files);
        Optional<Object> key = key(files.lock());
        if (key.isEmpty()) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(files.lock(), CREATE, READ, WRITE);
        try {
            requireLock(channel, files);
            if (key.equals(key(files.lock()))) {
                channel.truncate(0).write(ByteBuffer.wrap(mark().getBytes(StandardCharsets.US_ASCII)));
                return Optional.of(new RunLock(files, channel));
            }
        } catch (IOException | TrainingException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    private static void requireLock(FileChannel channel, RunFiles files) throws IOException {
        if (tryLock(channel) == null) {
            throw new TrainingException("%s: another run is writing it%s%n".formatted(files.model(), holder(channel))
                    + "  wait for its end, or choose another name");
        }
    }

    private static void create(RunFiles files) throws IOException {
        try {
            Files.createFile(files.lock());
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (NoSuchFileException e) {
            throw new IOException("%s: it cannot be written: its directory does not exist".formatted(files.model()), e);
        }
    }

    /// What tells a file from others that had its name, empty if there is none; the same for all where the system has
    /// no such thing, and
    /// deletes no file that is open.
    private static Optional<Object> key(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.of(key == null ? "" : key);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String mark() {
        return "process " + ProcessHandle.current().pid();
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer mark = ByteBuffer.allocate(LONGEST_MARK);
        channel.read(mark, 0);
        return mark.position() == 0 ? "" : ": " + StandardCharsets.US_ASCII.decode(mark.flip());
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
