package refrain.cli.mixing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import refrain.lm.adapt.Adaptable;
import refrain.lm.adapt.GradientStatistics;
import refrain.text.TokenStore;
import refrain.text.corpus.Corpus;

/// Gradient statistics of a text's file.
final class Statistics {
    private Statistics() {}

    /// @param threads that read it
    static GradientStatistics of(Adaptable model, Path text, int threads) throws IOException {
        Path ids = Files.createTempFile("refrain-", ".tokens"); // a training text may be larger than the heap
        try (TokenStore tokens = TokenStore.write(ids, model.recurrent().tokenizer(), Corpus.of(text))) {
            return model.statistics(tokens, threads);
        } finally {
            Files.deleteIfExists(ids);
        }
    }
}
