package refrain.cli.training;

import java.io.IOException;
import java.nio.file.Path;
import refrain.lm.Architecture;
import refrain.lm.ModelFile;
import refrain.lm.files.Models;
import refrain.nn.ModelConfig;
import refrain.refusal.RefusalException;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;
import refrain.text.corpus.Digests;

/// A model that training begins with.
/// @param extension the most symbols to be appended to its vocabulary
/// @param sha256 digest of the file
record StartingPoint(Path file, ModelConfig model, Tokenizer known, int extension, String sha256) {
    static StartingPoint read(Path file, int extension) throws IOException {
        if (Models.Kind.of(file) != Models.Kind.SAFETENSORS) {
            throw new RefusalException(
                    "%s: by its name it is no .safetensors model; training goes on from those alone".formatted(file));
        }
        try (ModelFile model = ModelFile.open(file)) {
            if (!(model.architecture() instanceof Architecture.Recurrent(ModelConfig config))) {
                throw new RefusalException(
                        "%s: it is no recurrent model; training goes on from those alone".formatted(file));
            }
            return new StartingPoint(file, config, model.tokenizer(), extension, Digests.sha256(file));
        }
    }

    /// The tokenizer to train with: the model's, or that with the text's own symbols after it.
    public Tokenizer tokenizer(Corpus training) throws IOException {
        return extension == 0 ? known : Tokenizer.extended(known, training, extension);
    }
}
