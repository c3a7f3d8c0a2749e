package refrain.lm.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import refrain.file.AtomicFile;
import refrain.lm.safetensors.ModelFileException;

/// A file of a few lines that a person may read, and how it names the files it speaks of.
public final class SmallFile {
    private static final long MOST_BYTES = 1 << 20;

    private SmallFile() {}

    /// The whole text.
    /// @throws ModelFileException if it is missing or far too large
    public static String read(Path file) throws IOException {
        try {
            long bytes = Files.size(file);
            if (Files.isDirectory(file) || bytes > MOST_BYTES) {
                throw ModelFileException.unsuitable(
                        file.toString(),
                        "it is no small JSON file; it may have %,d bytes at most".formatted(MOST_BYTES));
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw ModelFileException.unsuitable(file.toString(), "there is no such file");
        }
    }

    /// Writes a line, replacing an older file once the new one is whole.
    public static void write(Path file, String line) throws IOException {
        AtomicFile.write(file, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// How a file names another: relative to its own folder, with slashes.
    public static String nameOf(Path other, Path file) {
        Path target = other.toAbsolutePath().normalize();
        Path here = file.toAbsolutePath().normalize();
        boolean related = Objects.equals(here.getRoot(), target.getRoot());
        Path named = related ? here.resolveSibling("").relativize(target) : target;
        return named.toString().replace('\\', '/');
    }

    /// The file that another names so.
    public static Path named(String name, Path file) {
        return file.toAbsolutePath().resolveSibling(name).normalize();
    }
}
