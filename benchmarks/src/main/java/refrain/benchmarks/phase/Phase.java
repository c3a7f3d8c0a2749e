package refrain.benchmarks.phase;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A part of a training step, in the order of a step.
enum Phase {
    INPUT_PRODUCT(
            "input product",
            "nn.recurrence.RecurrenceInput.forward",
            "nn.recurrence.RecurrenceInput.multiply",
            "nn.recurrence.RecurrenceInput.layBias"),
    RECURRENCE_FORWARD("recurrence forward", "nn.recurrence.Recurrence.forward", "nn.recurrence.Recurrence.step"),
    LOGITS("logits", "nn.loss.SoftmaxLoss.multiply"),
    SOFTMAX("softmax", "nn.loss.SoftmaxLoss.softmax"),
    OUTPUT_INPUT_GRADIENT("dh of the softmax", "nn.loss.SoftmaxGradients.hiddenGradient"),
    OUTPUT_WEIGHT_GRADIENT("dW of the softmax", "nn.loss.SoftmaxGradients.weightGradient"),
    RECURRENCE_BACKWARD("recurrence backward", "nn.recurrence.RecurrenceBackward."),
    WEIGHT_GRADIENTS("dW and dU", "nn.weights.WeightGradient."),
    INPUT_GRADIENT(
            "dx", "nn.recurrence.RecurrenceGradients.inputGradient", "nn.operation.TokenGradients.embeddingGradient"),
    UPDATE("update", "train."),
    /// For other threads, as far as a waiting thread is awake.
    WAITING("waiting", "kernel.team.Barrier."),
    /// Packing and copying, sums by token, biases, dropout, looking up embeddings, and what is in no list.
    OTHER(
            "packing and other",
            "nn.weights.RecurrentWeights.pack",
            "nn.recurrence.RecurrenceInput.",
            "nn.recurrence.RecurrenceGradients.",
            "nn.operation.TokenGradients.",
            "nn.loss.SoftmaxLoss.",
            "nn.loss.SoftmaxGradients.");

    private static final String ROOT = "refrain.";

    private final String label;
    private final List<String> beginnings;

    Phase(String label, String... beginnings) {
        this.label = label;
        this.beginnings = Arrays.stream(beginnings).map(ROOT::concat).toList();
    }

    /// As in tables and pictures.
    String label() {
        return label;
    }

    /// How the frames begin that tell it.
    List<String> beginnings() {
        return beginnings;
    }

    /// The phase of a thread that is at `frames`: that of the innermost frame that tells. Kernels, cells and what
    /// merely answers a question belong to their caller's.
    /// @param frames as `refrain.nn.recurrence.Recurrence.step`, innermost first
    static Phase of(List<String> frames) {
        return frames.stream()
                .map(Phase::ofFrame)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(OTHER);
    }

    private static Optional<Phase> ofFrame(String frame) {
        return Arrays.stream(values())
                .filter(phase -> phase.beginnings.stream().anyMatch(frame::startsWith))
                .findFirst();
    }
}
