package refrain.lm.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.ModelFile;
import refrain.lm.mixture.MixtureFile;
import refrain.lm.ngram.ArpaFile;
import refrain.lm.safetensors.ModelFileException;

/// Reads a model of whatever kind, by its file.
public final class Models {
    private Models() {}

    /// What a file is, as its name says.
    public enum Kind {
        /// A unigram or recurrent model: [ModelFile].
        SAFETENSORS,
        /// An n-gram model: [ArpaFile].
        ARPA,
        /// Several models as one: [MixtureFile].
        MIXTURE;

        /// The kind of a file: `.arpa` is an n-gram model, `.json` a mixture, everything else should be safetensors.
        public static Kind of(Path file) {
            if (MixtureFile.isNamed(file)) {
                return MIXTURE;
            }
            return file.toString().toLowerCase(Locale.ROOT).endsWith(ArpaFile.SUFFIX) ? ARPA : SAFETENSORS;
        }
    }

    /// The model of a file.
    /// @param threads for scoring a text, where the model can use them
    /// @throws refrain.lm.safetensors.ModelFileException if it is no model that this program can read
    public static LanguageModel read(Path file, Kernels kernels, int threads) throws IOException {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(ArpaFile.SUFFIX + ".gz")) {
            throw ModelFileException.unsuitable(file.toString(), "it is compressed; unpack it with gunzip first");
        }
        return switch (Kind.of(file)) {
            case ARPA -> ArpaFile.read(file);
            case MIXTURE -> MixtureFile.open(file).mixture(file, kernels, member -> read(member, kernels, threads));
            case SAFETENSORS -> {
                try (ModelFile model = ModelFile.open(file)) {
                    yield model.model(kernels, threads);
                }
            }
        };
    }
}
