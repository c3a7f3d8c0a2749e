package refrain.lm;

import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;
import refrain.refusal.HeapNeed;

/// What kind of model a file holds, and all that is needed to build one before its values are read.
public sealed interface Architecture {
    /// A [UnigramModel].
    record Unigram(int vocabulary) implements Architecture {
        public Unigram {
            if (vocabulary < 2) {
                throw new IllegalArgumentException("vocabulary is %d; it must be at least 2".formatted(vocabulary));
            }
        }
    }

    /// A [RecurrentModel].
    record Recurrent(ModelConfig config) implements Architecture {}

    /// Number of token kinds V.
    default int vocabulary() {
        return switch (this) {
            case Unigram(int vocabulary) -> vocabulary;
            case Recurrent(ModelConfig config) -> config.vocabulary();
        };
    }

    /// The heap that such a model takes, read from its file.
    /// @param threads that score a text together
    default HeapNeed heapNeed(int threads) {
        return switch (this) {
            case Unigram(int vocabulary) -> new HeapNeed((long) vocabulary * Float.BYTES, 0, vocabulary);
            case Recurrent(ModelConfig config) -> RecurrentModel.heapNeed(config, threads);
        };
    }

    /// The number of trained values, computed without making any.
    default long parameters() {
        return switch (this) {
            case Unigram(int vocabulary) -> vocabulary;
            case Recurrent(ModelConfig config) -> parameters(config);
        };
    }

    private static long parameters(ModelConfig config) {
        long sum = switch (config.input()) {
            case InputConfig.OneHot() -> 0;
            case InputConfig.Embedding(int size) -> (long) config.vocabulary() * size;
        };
        for (int layer = 0; layer < config.layers().size(); layer++) {
            sum += parameters(config.layers().get(layer), config.inputs(layer));
        }
        return sum + output(config);
    }

    private static long output(ModelConfig config) {
        return switch (config.output()) {
            case OutputConfig.Softmax(boolean tied) -> config.vocabulary() * ((tied ? 0L : config.outputs()) + 1);
            case OutputConfig.Adaptive adaptive -> adaptive(adaptive, config.vocabulary(), config.outputs());
        };
    }

    private static long adaptive(OutputConfig.Adaptive output, int vocabulary, long hidden) {
        long sum = output.head() * hidden;
        for (int i = 0; i < output.clusters(); i++) {
            sum += output.width(i, (int) hidden) * (hidden + output.size(i, vocabulary));
        }
        return sum;
    }

    private static long parameters(LayerConfig layer, long inputs) {
        long hidden = layer.hidden();
        long gate = hidden * (inputs + layer.outputs() + 2);
        return switch (layer.inner()) {
            case LayerConfig.Elman elman -> gate;
            case LayerConfig.Gru gru -> 3 * gate;
            case LayerConfig.Lstm(int h, boolean peepholes) -> 4 * gate + (peepholes ? 3 * hidden : 0);
            case LayerConfig.Normalised normalised -> 4 * gate + 10 * hidden;
            case LayerConfig.Projected(int h, int projection) -> 4 * gate + hidden * projection;
            case LayerConfig.Mogrifier(int h, int rounds, int rank) ->
                4 * gate + rounds * (rank == 0 ? hidden * inputs : rank * (hidden + inputs));
            case LayerConfig.Residual residual -> parameters(residual.layer(), inputs);
        };
    }
}
