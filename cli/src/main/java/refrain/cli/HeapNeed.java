package refrain.cli;

import java.util.Locale;
import java.util.Optional;
import refrain.lm.Architecture;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.TrainingConfig;

/// The heap that a training run takes, estimated from its sizes before anything is made.
///
/// @param weights bytes of parameters, their gradients, packed copies and the optimizer's moments
/// @param activations bytes of what a window of B streams and T steps keeps for the backward pass
record HeapNeed(long weights, long activations) {
    /// Classes, code, vocabulary, buffers of files.
    private static final long BASE = 48L << 20;

    /// Floats of the output layer that training and evaluation hold at most, whatever the vocabulary: they work in
    /// blocks.
    private static final long SOFTMAX_FLOATS = 26_000_000;

    /// Floats a hidden unit keeps a row, measured: about 24 to train (gates, their gradients, cell, hidden, what
    /// comes in
    /// and what goes back), 10 to evaluate.
    private static final long FLOATS_PER_UNIT = 34;

    /// Copies of the recurrent layers' weights in the order that products read them, measured.
    private static final long PACKED_COPIES = 3;

    static HeapNeed of(ModelConfig model, TrainingConfig training) {
        long rows = (long) training.batch() * training.steps();
        long units = model.layers().stream().mapToLong(LayerConfig::hidden).sum();
        long width = model.input() instanceof InputConfig.Embedding(int size) ? size : 0;
        long softmax = Math.min(3 * rows * model.vocabulary(), SOFTMAX_FLOATS);
        long copies = 2L + moments(training.optimizer()); // value, gradient
        return new HeapNeed(
                (parameters(model) * copies + recurrent(model) * PACKED_COPIES) * Float.BYTES,
                (rows * (FLOATS_PER_UNIT * units + 4 * width) + softmax) * Float.BYTES);
    }

    /// The number of trained values of an architecture.
    static long parameters(ModelConfig model) {
        return new Architecture.Recurrent(model).parameters();
    }

    private static long recurrent(ModelConfig model) {
        long embedding =
                model.input() instanceof InputConfig.Embedding(int size) ? (long) model.vocabulary() * size : 0;
        return parameters(model) - embedding - (model.outputs() + 1L) * model.vocabulary();
    }

    /// Bytes of heap that a trained model takes: parameters, gradients never used, packed copies.
    static long toUse(ModelConfig model) {
        return (2 * parameters(model) + PACKED_COPIES * recurrent(model)) * Float.BYTES;
    }

    private static int moments(OptimizerConfig optimizer) {
        return switch (optimizer) {
            case OptimizerConfig.Sgd sgd -> 0;
            case OptimizerConfig.Momentum momentum -> 1;
            case OptimizerConfig.Nesterov nesterov -> 1;
            case OptimizerConfig.RmsProp rmsProp -> 1;
            case OptimizerConfig.Adam adam -> 2;
            case OptimizerConfig.AdamW adamW -> 2;
        };
    }

    long bytes() {
        return BASE + weights + activations;
    }

    /// What stands in the way of a heap of at most `heap` bytes.
    Optional<String> complaint(long heap) {
        if (bytes() <= heap) {
            return Optional.empty();
        }
        long suggested = Math.ceilDiv(bytes(), 1L << 30);
        return Optional.of(String.format(
                Locale.ROOT,
                "this run needs %s; the heap may only grow to %,d MiB%n  try: REFRAIN_JAVA_OPTIONS=-Xmx%dg, or a smaller --batch,"
                        + " --steps or --layers",
                this,
                heap >> 20,
                suggested));
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
