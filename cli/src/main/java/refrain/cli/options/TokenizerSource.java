package refrain.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import refrain.lm.ModelFile;
import refrain.lm.ngram.ArpaFile;
import refrain.text.Tokenizer;

/// Where tokenizers come from that are there already.
public final class TokenizerSource {
    private TokenizerSource() {}

    /// The tokenizer of a model, if the file's name ends in `.safetensors` or `.arpa`, or of a `tokenizer.json`. A
    /// checkpoint is called one.
    /// @throws IOException if the file cannot be read or is neither
    public static Tokenizer read(Path file) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".safetensors") || name.endsWith(".checkpoint")) {
            try (ModelFile model = ModelFile.open(file)) {
                return model.tokenizer();
            }
        }
        if (name.endsWith(ArpaFile.SUFFIX)) {
            return ArpaFile.read(file).tokenizer();
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": it is a directory; expected a tokenizer.json or a model");
        }
        try {
            return Tokenizer.read(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
