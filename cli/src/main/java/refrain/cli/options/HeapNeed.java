package refrain.cli.options;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import refrain.lm.Architecture;
import refrain.lm.LanguageModel;
import refrain.lm.RecurrentModel;
import refrain.lm.ngram.NGramModel;
import refrain.nn.ModelConfig;
import refrain.train.Memory;

/// The heap that a command takes, known from its sizes before anything is made.
///
/// @param weights bytes of all that is as large as the model
/// @param activations bytes of all that grows with the window of B streams and T steps
/// @param vocabulary symbols that are held as text
public record HeapNeed(long weights, long activations, int vocabulary) {
    /// Classes, code, buffers of files, the objects around the arrays.
    private static final long BASE = 24L << 20;

    /// Of a symbol: string, characters, number and place in the map, each an object on a cache line of its own as the
    /// launcher wants it, and its part of the tokenizer's file.
    private static final long BYTES_A_SYMBOL = 4 * 64 + 128;

    /// What the launcher's options leave to large arrays of each byte of the heap: `-XX:NewRatio=8`.
    private static final double OLD_SHARE = 8.0 / 9;

    /// A training run.
    public static HeapNeed toTrain(Memory memory, int vocabulary) {
        return new HeapNeed(memory.weights(), memory.activations(), vocabulary);
    }

    /// A trained model that scores and generates.
    public static HeapNeed toUse(Architecture architecture, int threads) {
        return switch (architecture) {
            case Architecture.Unigram(int vocabulary) -> new HeapNeed((long) vocabulary * Float.BYTES, 0, vocabulary);
            case Architecture.Recurrent(ModelConfig config) ->
                new HeapNeed(
                        RecurrentModel.bytes(config), RecurrentModel.scorerBytes(config, threads), config.vocabulary());
        };
    }

    /// What a cache or its tuning takes beside models that are there already.
    /// @param bytes it takes
    public static HeapNeed beside(List<LanguageModel> models, long bytes, int threads) {
        long weights = 0;
        for (LanguageModel model : models) {
            weights += switch (model) {
                case RecurrentModel recurrent ->
                    RecurrentModel.bytes(recurrent.config()) + RecurrentModel.scorerBytes(recurrent.config(), threads);
                case NGramModel ngram -> ngram.bytes();
                default -> (long) model.vocabulary().size() * Float.BYTES;
            };
        }
        return new HeapNeed(weights, bytes, models.getFirst().vocabulary().size());
    }

    /// Arrays and symbols.
    public long content() {
        return weights + activations + vocabulary * BYTES_A_SYMBOL;
    }

    /// The heap that holds them.
    public long bytes() {
        return (long) ((BASE + content()) / OLD_SHARE);
    }

    /// What stands in the way of a heap of at most `heap` bytes.
    /// @param smaller options that would take less, as `--batch or --steps`
    public Optional<String> complaint(long heap, String smaller) {
        if (bytes() <= heap) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "this needs %s; the heap may only grow to %,d MiB%n  try: REFRAIN_JAVA_OPTIONS=-Xmx%dm%s",
                this,
                heap >> 20,
                advised() >> 20,
                smaller));
    }

    /// What `-Xmx` is to say: the JVM keeps a part of it, at most a thirtieth, to copy new objects into.
    private long advised() {
        return bytes() + bytes() / 25 + (1 << 20);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "about %,d MiB of heap (%,d for weights, %,d for activations)",
                bytes() >> 20,
                weights >> 20,
                activations >> 20);
    }
}
