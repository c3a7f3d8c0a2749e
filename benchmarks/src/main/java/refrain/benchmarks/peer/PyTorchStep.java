package refrain.benchmarks.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;

/// One step of one LSTM layer from PyTorch's single operations, as its LSTMCell takes it. For a step the fused
/// operation is the slower one: each call brings all weights into a layout of its own.
final class PyTorchStep {
    private static final int GATES = 4;

    private PyTorchStep() {}

    /// @param x `[1 × B × I]`
    /// @param state h and c, `[1 × B × H]`
    /// @param weights W_ih, W_hh, b_ih, b_hh
    /// @return as the fused operation: output, h, c
    static NDList lstm(NDArray x, NDList state, NDList weights) {
        NDArray h = state.get(0);
        NDArray inputs = linear(x, weights.get(0), weights.get(2));
        NDList gates = inputs.addi(linear(h, weights.get(1), weights.get(3))).split(GATES, 2);
        NDArray kept = Activation.sigmoid(gates.get(1)).muli(state.get(1));
        NDArray cell =
                kept.addi(Activation.sigmoid(gates.get(0)).muli(gates.get(2).tanh()));
        NDArray hidden = Activation.sigmoid(gates.get(3)).muli(cell.tanh());
        return new NDList(hidden, hidden, cell);
    }

    // at::linear(input, weight, bias)
    private static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return PyTorchNetwork.operations(x).linear(x, weight, bias).singletonOrThrow();
    }
}
