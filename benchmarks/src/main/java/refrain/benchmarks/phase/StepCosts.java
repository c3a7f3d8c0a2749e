package refrain.benchmarks.phase;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.Workload;

/// What the phases of a workload's training step cost, from its sizes alone.
/// ```
/// products               2·rows·inner·columns operations, 4·(rows·inner + inner·columns + rows·columns) bytes
/// softmax                logits: read for the maximum, read for the sum, read and written for the gradient
/// update                 g read for its norm and again, p read and written
/// ```
final class StepCosts {
    /// Rows of each token, on average, from which on Refrain multiplies embeddings by token rather than by row.
    private static final long FEWEST_ROWS = 4;

    /// Rows whose logits a thread turns into a softmax at a time.
    private static final int STRIP = 16;

    /// Of logits, and of parameters with their gradients.
    private static final int PASSES = 4;

    private final Workload workload;
    private final Architecture architecture;
    private final int threads;

    /// @param threads which work on softmaxes of their own
    StepCosts(Workload workload, int threads) {
        this.workload = workload;
        architecture = workload.architecture();
        this.threads = threads;
    }

    Cost of(Phase phase) {
        int steps = workload.steps();
        return switch (phase) {
            case INPUT_PRODUCT ->
                layers(layer -> Cost.product(1, rows(layer), architecture.inputs(layer), architecture.gateRows(layer)));
            case RECURRENCE_FORWARD -> layers(layer -> recurrence(layer, steps, false));
            case RECURRENCE_BACKWARD -> layers(layer -> recurrence(layer, steps - 1, true));
            case WEIGHT_GRADIENTS -> layers(this::weightGradients);
            case INPUT_GRADIENT ->
                layers(layer -> Cost.product(1, rows(layer), architecture.gateRows(layer), architecture.inputs(layer)));
            case LOGITS -> Cost.product(1, workload.tokens(), architecture.top(), architecture.vocabulary());
            case SOFTMAX -> softmax();
            case OUTPUT_INPUT_GRADIENT ->
                Cost.product(1, workload.tokens(), architecture.vocabulary(), architecture.top());
            case OUTPUT_WEIGHT_GRADIENT ->
                Cost.product(1, architecture.vocabulary(), workload.tokens(), architecture.top());
            case UPDATE -> update();
            case WAITING, OTHER -> Cost.NONE;
        };
    }

    private Cost layers(IntFunction<Cost> of) {
        return IntStream.range(0, architecture.layers()).mapToObj(of).reduce(Cost.NONE, Cost::plus);
    }

    /// U once a step, though a small one stays in every worker's cache.
    private Cost recurrence(int layer, int steps, boolean backward) {
        int hidden = architecture.hidden(layer);
        long inner = backward ? architecture.gateRows(layer) : hidden;
        return Cost.product(steps, workload.streams(), inner, backward ? hidden : architecture.gateRows(layer));
    }

    private Cost weightGradients(int layer) {
        long gates = architecture.gateRows(layer);
        return Cost.product(1, gates, rows(layer), architecture.inputs(layer))
                .plus(Cost.product(1, gates, workload.tokens(), architecture.hidden(layer)));
    }

    private Cost softmax() {
        long logits = (long) Float.BYTES * workload.tokens() * architecture.vocabulary();
        return new Cost(0, PASSES * logits, (long) Float.BYTES * STRIP * architecture.vocabulary() * threads);
    }

    private Cost update() {
        long parameters = architecture.multipliedWeights()
                + architecture.vocabulary()
                + (long) workload.kindsOfTokens() * architecture.embedding();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            parameters += 2L * architecture.gateRows(layer);
        }
        return new Cost(0, PASSES * Float.BYTES * parameters, 2 * Float.BYTES * parameters);
    }

    /// Of the first layer's products with its input: tokens of the vocabulary where there are many rows for each.
    private long rows(int layer) {
        boolean byToken =
                layer == 0 && workload.dropout() == 0 && architecture.vocabulary() * FEWEST_ROWS <= workload.tokens();
        return byToken ? architecture.vocabulary() : workload.tokens();
    }
}
