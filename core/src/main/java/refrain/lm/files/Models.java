package refrain.lm.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.ModelFile;
import refrain.lm.mixture.MixtureFile;
import refrain.lm.ngram.ArpaFile;
import refrain.lm.safetensors.ModelFileException;
import refrain.refusal.HeapNeed;

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

    /// The heap that reading a model takes, as the beginning of its file says; of a mixture, all its members.
    /// @param threads for scoring a text, where the model can use them
    /// @throws ModelFileException if it is no model that this program can read
    public static HeapNeed heapNeed(Path file, int threads) throws IOException {
        requireUnpacked(file);
        return switch (Kind.of(file)) {
            case ARPA -> ArpaFile.heapNeed(file);
            case MIXTURE -> heapNeed(MixtureFile.open(file).files(file), threads);
            case SAFETENSORS -> {
                try (ModelFile model = ModelFile.open(file)) {
                    yield model.architecture().heapNeed(threads);
                }
            }
        };
    }

    /// The heap that reading several models takes, which are then all there.
    public static HeapNeed heapNeed(List<Path> files, int threads) throws IOException {
        HeapNeed all = HeapNeed.NONE;
        for (Path file : files) {
            all = all.plus(heapNeed(file, threads));
        }
        return all;
    }

    /// The model of a file.
    /// @param threads for scoring a text, where the model can use them
    /// @throws ModelFileException if it is no model that this program can read
    public static LanguageModel read(Path file, Kernels kernels, int threads) throws IOException {
        requireUnpacked(file);
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

    private static void requireUnpacked(Path file) throws ModelFileException {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(ArpaFile.SUFFIX + ".gz")) {
            throw ModelFileException.unsuitable(file.toString(), "it is compressed; unpack it with gunzip first");
        }
    }
}
