package refrain.benchmarks.vocabulary;

import refrain.nn.OutputConfig;
import refrain.nn.Regularization;

/// The ways of training an output layer that are compared.
enum OutputKind {
    FULL,
    ADAPTIVE,
    SAMPLED;

    /// Tokens drawn for an update.
    static final int SAMPLES = 2_000;

    OutputConfig output(int vocabulary) {
        return switch (this) {
            case FULL, SAMPLED -> OutputConfig.plain();
            case ADAPTIVE -> OutputConfig.Adaptive.forVocabulary(vocabulary);
        };
    }

    Regularization regularization() {
        return switch (this) {
            case FULL, ADAPTIVE -> Regularization.NONE;
            case SAMPLED -> Regularization.NONE.withSamples(SAMPLES);
        };
    }
}
