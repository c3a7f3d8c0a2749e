package refrain.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right to a file, which one process has at a time; the file is there as long as it is claimed. The system holds
/// the lock and takes it back when the process ends, however it ends: the file that a killed process leaves blocks
/// nobody.
public final class FileClaim implements AutoCloseable {
    /// The byte that is locked, farther than any file reaches: a file's own bytes stay readable where the system keeps
    /// others from locked ones.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /// The key of a file where the system has none.
    private static final String NO_KEY = "";

    /// Files claimed by this process, by their names and by their keys: a file can have several names. None is opened a
    /// second time: on many systems closing a file once gives up all locks that the process has on it.
    private static final Set<Object> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final String name;
    private final Object key;
    private final FileChannel channel;
    private final boolean made;
    private boolean held = true;
    private boolean kept;

    private FileClaim(Path file, String name, Object key, FileChannel channel, boolean made) {
        this.file = file;
        this.name = name;
        this.key = key;
        this.channel = channel;
        this.made = made;
    }

    /// Claims a file, which is made if it is not there. What it holds stays. Links to files are not followed: what they
    /// lead to belongs to somebody else.
    /// @throws ClaimedException if another process, or another part of this one, has it
    /// @throws IOException if it cannot be made, opened or locked
    public static FileClaim of(Path file) throws IOException {
        String name = name(file);
        if (!CLAIMED.add(name)) {
            throw new ClaimedException(true);
        }
        try {
            return claim(file, name);
        } catch (IOException | RuntimeException e) {
            CLAIMED.remove(name);
            throw e;
        }
    }

    private static FileClaim claim(Path file, String name) throws IOException {
        for (Optional<FileClaim> claim = Optional.empty(); ; claim = attempt(file, name)) {
            if (claim.isPresent()) {
                return claim.get();
            }
        }
    }

    /// Empty if the file was deleted or renamed, by who had it, between being made and being locked.
    private static Optional<FileClaim> attempt(Path file, String name) throws IOException {
        boolean made = create(file);
        Optional<Object> key = key(file, NOFOLLOW_LINKS);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (!key.get().equals(NO_KEY) && !CLAIMED.add(key.get())) {
            throw new ClaimedException(true);
        }
        Optional<FileClaim> claim = Optional.empty();
        try {
            claim = opened(file, name, key.get(), made);
        } finally {
            if (claim.isEmpty()) {
                CLAIMED.remove(key.get());
            }
        }
        return claim;
    }

    private static Optional<FileClaim> opened(Path file, String name, Object key, boolean made) throws IOException {
        FileChannel channel;
        try {
            channel = Files.isSymbolicLink(file)
                    ? FileChannel.open(file, READ, WRITE) // to a device
                    : FileChannel.open(file, READ, WRITE, NOFOLLOW_LINKS);
        } catch (NoSuchFileException renamed) {
            return Optional.empty();
        }
        boolean claimed = false;
        try {
            if (!isLocked(channel)) {
                throw new ClaimedException(false);
            }
            claimed = Optional.of(key).equals(key(file, NOFOLLOW_LINKS));
        } finally {
            if (!claimed) {
                channel.close();
            }
        }
        return claimed ? Optional.of(new FileClaim(file, name, key, channel, made)) : Optional.empty();
    }

    /// Whether it was not there.
    private static boolean create(Path file) throws IOException {
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException found) {
            if (isLink(file)) {
                throw new FileSystemException(file.toString(), null, file + " is a link; delete it");
            }
            return false;
        }
    }

    /// The one name that a file has in this process, whatever links lead to its folder.
    private static String name(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        return folder.toRealPath().resolve(file.getFileName()).toString();
    }

    /// What tells a file from others that had its name, empty if there is none; [#NO_KEY] for all where the system
    /// has no such thing.
    private static Optional<Object> key(Path file, LinkOption... options) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class, options)
                    .fileKey();
            return Optional.of(key == null ? NO_KEY : key);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Locks the file, whether it can; a file system without locks keeps only the parts of this process apart.
    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException noLocks) {
            return true;
        }
    }

    /// The file, open to read and to write.
    public FileChannel channel() {
        return channel;
    }

    /// Whether a file is a link to a file, to a folder or to nothing. One to a device leads to nothing that could be
    /// lost.
    public static boolean isLink(Path file) {
        return Files.isSymbolicLink(file)
                && (Files.notExists(file) || Files.isRegularFile(file) || Files.isDirectory(file));
    }

    /// Whether this process has claimed a file, by whatever name, which then must not be opened.
    static boolean isHere(Path file) throws IOException {
        return CLAIMED.contains(name(file))
                || key(file).filter(CLAIMED::contains).isPresent();
    }

    /// Whether the file was not there before.
    boolean isMade() {
        return made;
    }

    /// Lets the file stay when it is given back.
    void keep() {
        kept = true;
    }

    /// Whether it was not given back.
    public synchronized boolean isHeld() {
        return held;
    }

    private void delete() throws IOException {
        try {
            if (!kept && !key.equals(NO_KEY) && Optional.of(key).equals(key(file, NOFOLLOW_LINKS))) {
                Files.deleteIfExists(file);
            }
        } finally {
            CLAIMED.remove(key); // before the channel is closed: then the system may give its key to another file
        }
    }

    /// Gives the file back and deletes it, the first time, unless it was renamed. Where files have no keys it
    /// stays, locked by nobody: a program that had opened it could not know that it was deleted, and would lock
    /// what others do not see.
    @Override
    public synchronized void close() throws IOException {
        if (!held) {
            return;
        }
        held = false;
        try (channel) {
            delete();
        } finally {
            CLAIMED.remove(name);
        }
    }
}
