package refrain.file;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import refrain.refusal.RefusalException;

/// Writes a file so that a reader finds the old content or the new one, never a part: into `NAME.partial` beside
/// it, forced to the disk, then renamed. If anything fails, the old file stays and nothing else is left behind. One
/// program at a time writes a file.
public final class AtomicFile {
    private AtomicFile() {}

    /// What a file is to hold.
    @FunctionalInterface
    public interface Content {
        /// Writes it all, from the channel's start.
        void writeTo(FileChannel channel) throws IOException;
    }

    /// Writes or replaces a file.
    ///
    /// @throws IOException if it cannot be written, for instance because the disk is full; the old file is
    ///     unchanged then
    /// @throws RefusalException if another program is writing it
    public static void write(Path file, Content content) throws IOException {
        told(file, () -> replace(file, content));
    }

    /// What is done with a file.
    private interface Attempt {
        void make() throws IOException;
    }

    private static void told(Path file, Attempt attempt) throws IOException {
        try {
            attempt.make();
        } catch (IOException e) {
            String named = String.valueOf(e instanceof FileSystemException failed ? failed.getFile() : null);
            Path which = named.equals(partial(file).toString()) && Files.exists(partial(file)) ? partial(file) : file;
            throw new IOException("%s: it cannot be written: %s%s".formatted(which, reason(e), consequence(file)), e);
        }
    }

    /// As [#write(Path, Content)].
    public static void write(Path file, byte[] content) throws IOException {
        write(file, channel -> {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    /// Finds out before the work for it whether a file can be written: its folder, its name, and whether another
    /// program is writing it.
    /// @throws IOException if it cannot
    /// @throws RefusalException if another program is writing it
    public static void requireWritable(Path file) throws IOException {
        told(file, () -> {
            boolean found = Files.exists(partial(file));
            try (FileClaim claim = claim(file)) {
                if (found) {
                    claim.keep();
                }
            }
        });
    }

    /// As [#write(Path, Content)], for content that may itself fail: what the content throws is passed on as it is.
    public static void replace(Path file, Content content) throws IOException {
        Path partial = partial(file);
        try (FileClaim claim = claim(file)) {
            FileChannel channel = claim.channel();
            channel.truncate(0);
            content.writeTo(channel);
            channel.force(true);
            rename(partial, file);
        }
    }

    private static FileClaim claim(Path file) throws IOException {
        try {
            return FileClaim.of(partial(file));
        } catch (ClaimedException e) {
            String who = e.isHere() ? "another part of this program" : "another program";
            throw new RefusalException(
                    "%s: %s is writing it%n".formatted(file, who) + "  wait for its end, or choose another name");
        }
    }

    /// What a file is called until it is whole.
    public static Path partial(Path file) {
        return file.resolveSibling(file.getFileName() + ".partial");
    }

    /// Why a file cannot be written.
    public static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException missing -> "its directory does not exist";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }

    /// Renames a file within its folder or file system, replacing an older one. The name is on the disk before the next
    /// file's, so that after a loss of power no later rename is found without this one; systems that force no
    /// directories go without.
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        forceNames(to);
    }

    private static void forceNames(Path file) {
        try (FileChannel directory =
                FileChannel.open(Objects.requireNonNull(file.toAbsolutePath().getParent()), READ)) {
            directory.force(true);
        } catch (IOException notSupported) {
            return;
        }
    }

    private static String consequence(Path file) {
        return Files.exists(file) ? "; the file of that name is unchanged" : "";
    }
}
