package refrain.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import refrain.kernel.Kernels;
import refrain.lm.ModelFile;
import refrain.lm.Provenance;
import refrain.lm.UnigramModel;
import refrain.lm.mixture.MixtureFile;
import refrain.lm.mixture.MixtureKind;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

/// A mixture of a trained model and a unigram model of the same tokens.
final class UnigramMixture {
    private UnigramMixture() {}

    static Path of(Path folder, Path model, Path text) {
        try {
            Tokenizer tokenizer = ModelFile.read(model, Kernels.plain(), 1).tokenizer();
            Path unigram = folder.resolve("unigram.safetensors");
            try (TokenStore tokens = TokenStore.inMemory(tokenizer, Corpus.of(text))) {
                Provenance provenance = new Provenance("", 0, 0, "", "", Provenance.digest(tokenizer), "", "");
                ModelFile.write(unigram, UnigramModel.train(tokenizer, tokens), provenance);
            }
            Path mix = folder.resolve("with-unigram.json");
            List<Path> members = List.of(unigram, model);
            double[] halves = {0.5, 0.5};
            MixtureFile.write(mix, MixtureKind.LINEAR, members, MixtureFile.digests(members), halves);
            return mix;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
