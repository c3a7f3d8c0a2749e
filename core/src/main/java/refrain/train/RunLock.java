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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import refrain.refusal.RefusalException;

/// The right to write the files of a run, which one process has at a time. The system holds the lock and takes it
/// back when the process ends, however it ends: the file that a killed process leaves blocks nobody.
public final class RunLock implements AutoCloseable {
    private static final int LONGEST_MARK = 40;

    /// The key of a file where the system has none.
    private static final String NO_KEY = "";

    /// Lock files of this process. None is opened a second time: on many systems closing a file once gives up all
    /// locks that the process has on it.
    private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

    private final RunFiles files;
    private final String held;
    private final Object key;
    private final FileChannel channel;

    private RunLock(RunFiles files, String held, Object key, FileChannel channel) {
        this.files = files;
        this.held = held;
        this.key = key;
        this.channel = channel;
    }

    /// Takes the lock.
    /// @throws RefusalException if another run has it
    /// @throws IOException if the lock's file cannot be written
    public static RunLock of(RunFiles files) throws IOException {
        for (Optional<RunLock> lock = Optional.empty(); ; lock = attempt(files)) {
            if (lock.isPresent()) {
                return lock.get();
            }
        }
    }

    /// Empty if the file was deleted, by the run that had it, between being made and being locked.
    private static Optional<RunLock> attempt(RunFiles files) throws IOException {
        create(files);
        Optional<String> name = name(files.lock());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!HELD.add(name.get())) {
            throw refusal(files, ": " + mark());
        }
        Optional<RunLock> lock = Optional.empty();
        try {
            lock = open(files, name.get());
        } finally {
            if (lock.isEmpty()) {
                HELD.remove(name.get());
            }
        }
        return lock;
    }

    private static Optional<RunLock> open(RunFiles files, String name) throws IOException {
        Optional<Object> key = key(files.lock());
        if (key.isEmpty()) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(files.lock(), CREATE, READ, WRITE);
        try {
            requireLock(channel, files);
            if (key.equals(key(files.lock()))) {
                channel.truncate(0).write(ByteBuffer.wrap(mark().getBytes(StandardCharsets.US_ASCII)));
                return Optional.of(new RunLock(files, name, key.get(), channel));
            }
        } catch (IOException | RefusalException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    private static void requireLock(FileChannel channel, RunFiles files) throws IOException {
        if (tryLock(channel) == null) {
            throw refusal(files, holder(channel));
        }
    }

    private static RefusalException refusal(RunFiles files, String holder) {
        return new RefusalException("%s: another run is writing it%s%n".formatted(files.model(), holder)
                + "  wait for its end, or choose another name");
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

    /// The one name that a file has in this process, whatever links lead to it; empty if there is none.
    private static Optional<String> name(Path file) throws IOException {
        try {
            return Optional.of(file.toRealPath().toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// What tells a file from others that had its name, empty if there is none; [#NO_KEY] for all where the system
    /// has no such thing.
    private static Optional<Object> key(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.of(key == null ? NO_KEY : key);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Locks a byte that is never written: the mark stays readable where the system keeps others from locked bytes.
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LONGEST_MARK, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String mark() {
        return "process " + ProcessHandle.current().pid();
    }

    private static String holder(FileChannel channel) {
        ByteBuffer mark = ByteBuffer.allocate(LONGEST_MARK);
        try {
            channel.read(mark, 0);
        } catch (IOException e) {
            return "";
        }
        return mark.position() == 0 ? "" : ": " + StandardCharsets.US_ASCII.decode(mark.flip());
    }

    /// The files it is of.
    public RunFiles files() {
        return files;
    }

    /// @throws IllegalStateException if it was given back
    void requireHeld() {
        if (!channel.isOpen()) {
            throw new IllegalStateException("%s: the lock was given back before the run%n".formatted(files.lock())
                    + "  take it again (RunLock.of) and close it after the run");
        }
    }

    /// Gives the lock back and deletes its file, the first time. Where files have no keys the file stays, locked by
    /// nobody: a run that had opened it could not know that it was deleted, and would lock what others do not see.
    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try (channel) {
            if (!key.equals(NO_KEY) && Optional.of(key).equals(key(files.lock()))) {
                Files.deleteIfExists(files.lock());
            }
        } finally {
            HELD.remove(held);
        }
    }
}
