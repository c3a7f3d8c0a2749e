package refrain.lm.safetensors;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/// Writes a file so that a reader finds the old content or the new one, never a part: into `NAME.partial` beside
/// it, forced to the disk, then renamed. If anything fails, the old file stays and nothing else is left behind.
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
    public static void write(Path file, Content content) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            try (FileChannel channel = FileChannel.open(partial, CREATE, WRITE, TRUNCATE_EXISTING)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            forceNames(file);
        } catch (IOException e) {
            throw new IOException("%s: it cannot be written: %s%s".formatted(file, reason(e), consequence(file)), e);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /// So that a file that was renamed later is not found renamed earlier after a loss of power. Systems that open no
    /// directories go without.
    private static void forceNames(Path file) {
        try (FileChannel directory =
                FileChannel.open(Objects.requireNonNull(file.toAbsolutePath().getParent()), READ)) {
            directory.force(true);
        } catch (IOException notSupported) {
            return;
        }
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException missing -> "its directory does not exist";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }

    private static String consequence(Path file) {
        return Files.exists(file) ? "; the file of that name is unchanged" : "";
    }
}
