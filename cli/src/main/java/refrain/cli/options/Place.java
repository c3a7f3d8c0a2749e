package refrain.cli.options;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import refrain.cli.console.CommandLineText;
import refrain.file.AtomicFile;
import refrain.refusal.RefusalException;

/// Where a file is to be written.
public final class Place {
    private Place() {}

    /// Finds out, before any work is done for it, whether a file may be written where it is wanted.
    /// @param overwrite whether what is there may be replaced
    /// @throws RefusalException if its folder is missing, it is there already, or another program is writing it
    /// @throws IOException if it cannot be written there
    public static void require(Path file, boolean overwrite) throws IOException {
        requireFolder(file);
        if (Files.isDirectory(file)) {
            throw new RefusalException("%s is a folder; --out names a file".formatted(file));
        }
        requireFree(file, overwrite);
        AtomicFile.requireWritable(file);
    }

    /// Finds out, when the work for it is done, whether another program has written the file meanwhile.
    /// @throws RefusalException if it has, and may not be replaced
    public static void requireFree(Path file, boolean overwrite) {
        if (Files.exists(file) && !overwrite) {
            throw new RefusalException(
                    "%s exists already%n  give --overwrite to replace it, or another --out".formatted(file));
        }
    }

    /// @throws RefusalException if a file is to be written over one that is read
    public static void requireOther(Path file, List<Path> read) {
        if (read.stream().anyMatch(other -> isSame(file, other))) {
            throw new RefusalException("--out is %s, which is read%n  write to a file of its own".formatted(file));
        }
    }

    /// @throws RefusalException if the folder of a file is missing
    public static void requireFolder(Path file) {
        Path folder = folder(file);
        if (!Files.isDirectory(folder)) {
            throw new RefusalException("%s: there is no such folder%n  try: mkdir -p %s"
                    .formatted(folder, CommandLineText.quoted(folder.toString())));
        }
    }

    /// Whether two paths name the same place, however they are written and whatever links lead there.
    /// @throws UncheckedIOException if the folders cannot be compared
    public static boolean isSame(Path one, Path other) {
        try {
            return name(one).equals(name(other)) && Files.isSameFile(folder(one), folder(other))
                    || Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (NoSuchFileException none) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether a file is what is written to `out`, or what an interrupted run left of it, which is no text.
    public static boolean isOwn(Path file, Path out) {
        return isSame(file, out) || isSame(file, AtomicFile.partial(out));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Path folder(Path file) {
        Path whole = file.toAbsolutePath();
        return Optional.ofNullable(whole.getParent()).orElse(whole);
    }
}
