package refrain.build;

import java.nio.file.Files;
import java.nio.file.Path;

/// The working tree that is being built.
final class Repository {
    /// Surefire starts in a module, an IDE in the root.
    static final Path ROOT = root(Path.of("").toAbsolutePath());

    private Repository() {}

    private static Path root(Path directory) {
        return Files.exists(directory.resolve("mvnw"))
                ? directory
                : root(directory.resolve("..").normalize());
    }
}
