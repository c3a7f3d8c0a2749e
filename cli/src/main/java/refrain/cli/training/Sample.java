package refrain.cli.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import refrain.file.AtomicFile;
import refrain.refusal.RefusalException;

/// The text that comes with the command: three plays of Shakespeare.
final class Sample {
    private static final String RESOURCE = "refrain/cli/sample/shakespeare.txt";

    private Sample() {}

    /// Writes the sample into a file, if it is not there.
    /// @throws RefusalException if there is another text
    static void copyTo(Path file) throws IOException {
        byte[] sample;
        try (InputStream text = Sample.class.getResourceAsStream("/" + RESOURCE)) {
            if (text == null) {
                throw new NoSuchFileException(RESOURCE + " in the program");
            }
            sample = text.readAllBytes();
        }
        if (Files.notExists(file)) {
            AtomicFile.write(file, sample);
        } else if (!Arrays.equals(Files.readAllBytes(file), sample)) {
            throw new RefusalException("%s: it is not the sample of this program%n".formatted(file)
                    + "  move it away, or choose another --folder");
        }
    }
}
