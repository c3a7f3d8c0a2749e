package refrain.cli;

import java.util.List;
import java.util.stream.Stream;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.Regularization;
import refrain.train.Limits;
import refrain.train.TrainingConfig;

/// What `train` does where the person chose nothing: a function of the number of training tokens alone, never of the
/// machine, so that the same command gives the same model anywhere. Of the training it sets what help calls "by the
/// size of
/// the text": batch, steps, schedule, dropout and limits.
record Defaults(InputConfig input, List<LayerConfig> layers, TrainingConfig training) {
    /// The defaults for a text of `tokens` training tokens.
    static Defaults forTokens(long tokens) {
        if (tokens < 512) {
            // A note: hardly enough for one stream.
            return of(16, "lstm:32", 1, 0, 100);
        }
        if (tokens < 20_000) {
            // A few pages: more weights than this only learn the pages by heart.
            return of(32, "lstm:64", 8, 0, 60);
        }
        if (tokens < 300_000) {
            // A short book: still more weights than tokens, so some dropping.
            return of(64, "lstm:192", 16, 0.2f, 30);
        }
        if (tokens < 5_000_000) {
            // A book to a shelf of them: the widest layer that two cores train through in minutes.
            return of(64, "lstm:384", 32, 0.2f, 20);
        }
        if (tokens < 50_000_000) {
            // A library: two layers have the text to fill them, few passes suffice.
            return of(128, "lstm:512,lstm:512", 50, 0.1f, 6);
        }
        // More than the weights can hold: nothing needs dropping.
        return of(128, "lstm:512,lstm:512", 64, 0, 2);
    }

    private static Defaults of(int embedding, String layers, int batch, float dropout, int epochs) {
        return new Defaults(
                new InputConfig.Embedding(embedding),
                Stream.of(layers.split(",")).map(LayerConfig::parse).toList(),
                TrainingConfig.DEFAULT
                        .withBatch(batch)
                        .withRegularization(Regularization.dropout(dropout))
                        .withLimits(Limits.epochs(epochs)));
    }
}
