package refrain.nn.operation;

import java.util.List;
import refrain.kernel.team.Worker;

/// A coarse differentiable operation over a whole window: a layer is one, not T. Every worker of a team calls it and
/// does its share; results are complete when all have returned, and the tape lets them meet in between.
public interface Operation {
    /// Computes the output's values from the input's.
    void forward(Worker worker, Window window);

    /// Computes the gradients of the input and of the parameters from the output's gradient, replacing what they
    /// held.
    void backward(Worker worker, Window window);

    /// Makes the last state the next window's initial state.
    default void carry(Window window) {}

    /// Live arrays whose first [#carriedLength] floats are the carried state.
    default List<float[]> carried() {
        return List.of();
    }

    /// Floats of the carried state in the `array`-th of [#carried].
    default int carriedLength(Window window, int array) {
        return 0;
    }
}
