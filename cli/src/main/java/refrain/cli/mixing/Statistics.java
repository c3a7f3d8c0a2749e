package refrain.cli.mixing;

import java.io.IOException;
import java.nio.file.Path;
import refrain.lm.adapt.Adaptable;
import refrain.lm.adapt.GradientStatistics;
import refrain.text.corpus.Corpus;

/// Gradient statistics of a text's file.
final class Statistics {
    private Statistics() {}

    /// @param threads that read it
    static GradientStatistics of(Adaptable model, Path text, int threads) throws IOException {
        try (TemporaryTokens training = TemporaryTokens.of(model.recurrent().tokenizer(), Corpus.of(text))) {
            return model.statistics(training.tokens(), threads);
        }
    }
}
