package refrain.nn.rowwise;

import java.util.Optional;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.team.Worker;
import refrain.nn.weights.Extension;
import refrain.nn.weights.RecurrentWeights;

/// One kind of layer on the row-wise path, a step at a time and a whole row at a time, there and back. Workers share
/// the streams: each takes its own through all steps, and they need not meet in between. Every sum is over the values
/// of one row, so neither the number of workers nor the company of other rows changes a bit.
public sealed interface RowStep permits NormStep, ProjectedStep, MogrifierStep {
    /// From the state before to the state after. Unless the layer [modulates][#modulated] its input, `bias + W·x` lies
    /// in the gates already.
    void forward(RowPlace place);

    /// From the gradient of the state after to those of the gates, and of the state before, to which it adds.
    void backward(RowPlace place);

    /// Gradients of what the layer has beside W, U and, unless it normalises, the biases: the worker's share, once all
    /// steps are done. Then the panels hold the gradients by which those of W and U are summed.
    void gradients(Worker worker, int rows);

    /// Gradients by `U·h`; those by `W·x` are in [RowBuffers#gates].
    Panels recurrentGates();

    /// What W and U multiply, where that is neither the input nor the state before.
    default Optional<Modulated> modulated() {
        return Optional.empty();
    }

    /// @param input x̂
    /// @param hidden ĥ
    record Modulated(Values input, Values hidden) {}

    /// @param input what the layer reads; looked at by a Mogrifier only
    static RowStep of(Kernels kernels, RecurrentWeights weights, RowBuffers rows, Values input) {
        return switch (weights.extension) {
            case Extension.Norms norms -> new NormStep(kernels, weights, norms, rows);
            case Extension.Projection(var map) -> new ProjectedStep(kernels, weights, map, rows);
            case Extension.Modulations(var rounds) -> new MogrifierStep(kernels, weights, rounds, rows, input);
            case Extension.None() -> throw new IllegalArgumentException("the layer takes the fused path");
        };
    }
}
