package refrain.benchmarks.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/// Layers that are one operation of PyTorch's, and the state they carry from window to window.
final class PyTorchStack {
    private final NDList weights;
    private final int layers;
    private NDList state;

    /// @param hidden H of all of them
    PyTorchStack(NDManager manager, NDList weights, int layers, int streams, int hidden) {
        this.weights = weights;
        this.layers = layers;
        Shape shape = new Shape(layers, streams, hidden);
        state = new NDList(manager.zeros(shape), manager.zeros(shape));
    }

    NDList weights() {
        return weights;
    }

    int layers() {
        return layers;
    }

    /// The state before a window: h, and c where there are cells. It ends with `window`.
    NDList enter(NDManager window, boolean cells) {
        state.attach(window);
        return cells ? state : new NDList(state.get(0));
    }

    /// Keeps the state after a window, the operation's outputs but the first, without its gradient.
    void leave(NDList outputs, NDManager manager) {
        state = new NDList();
        outputs.subList(1, outputs.size()).stream().map(NDArray::stopGradient).forEach(state::add);
        state.attach(manager);
    }
}
