package refrain.cli.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import refrain.cli.console.CommandLineText;

/// Where a file is to be written.
public final class Place {
    private Place() {}

    /// Finds out, before any work is done for it, whether a file may be written where it is wanted.
    /// @param overwrite whether what is there may be replaced
    /// @throws IllegalStateException if its folder is missing, or it is there already
    public static void require(Path file, boolean overwrite) {
        requireFolder(file);
        if (Files.exists(file) && !overwrite) {
            throw new IllegalStateException(
                    "%s exists already%n  give --overwrite to replace it, or another --out".formatted(file));
        }
        if (Files.isDirectory(file)) {
            throw new IllegalStateException("%s is a folder; --out names a file".formatted(file));
        }
    }

    /// @throws IllegalStateException if the folder of a file is missing
    public static void requireFolder(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("%s: there is no such folder%n  try: mkdir -p %s"
                    .formatted(folder, CommandLineText.quoted(folder.toString())));
        }
    }

    /// Whether two paths name the same place, however they are written.
    public static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
