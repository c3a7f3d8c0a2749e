package refrain.cli.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The text that comes with the command: three plays of Shakespeare.
final class Sample {
    private static final String RESOURCE = "refrain/cli/sample/shakespeare.txt";

    private Sample() {}

    /// Writes the sample into a file, replacing an older one.
    static void copyTo(Path file) throws IOException {
        try (InputStream text = Sample.class.getResourceAsStream("/" + RESOURCE)) {
            if (text == null) {
                throw new NoSuchFileException(RESOURCE + " in the program");
            }
            Files.copy(text, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
