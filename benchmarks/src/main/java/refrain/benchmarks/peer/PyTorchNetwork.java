package refrain.benchmarks.peer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.recurrent.RNN.Activation;
import java.util.ArrayList;
import java.util.List;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.InitialWeights;

/// A workload's network in PyTorch, through DJL, which adds a call into native code for each operation, some
/// microseconds. Layers of equal width are one fused operation, others one each. The recurrent state is carried.
final class PyTorchNetwork implements AutoCloseable {
    static final Engine ENGINE = Engine.getEngine("PyTorch");

    private final Architecture architecture;
    private final Mode mode;
    private final float dropout;
    private final NDManager manager = ENGINE.newBaseManager();
    private final List<NDArray> parameters = new ArrayList<>();
    private final NDArray embedding;
    private final NDArray outputWeight;
    private final NDArray outputBias;
    private final List<PyTorchStack> stacks = new ArrayList<>();

    /// What a network is for.
    enum Mode {
        /// Windows, with gradients.
        TRAIN,
        /// Windows, without.
        SCORE,
        /// Single steps, without gradients; LSTM only.
        STEP
    }

    /// @param dropout rate; 0 where nothing is trained
    PyTorchNetwork(Architecture architecture, int streams, Mode mode, float dropout) {
        this.architecture = architecture;
        this.mode = mode;
        this.dropout = dropout;
        InitialWeights weights = new InitialWeights(architecture);
        for (int i = 0; i < weights.count(); i++) {
            NDArray parameter =
                    manager.create(weights.values(i), new Shape(weights.shape(i).dimensions()));
            parameter.setRequiresGradient(mode == Mode.TRAIN);
            parameters.add(parameter);
        }
        embedding = parameters.getFirst();
        outputBias = parameters.getLast();
        outputWeight = architecture.tied() ? embedding : parameters.get(parameters.size() - 2);
        int together = architecture.isUniform() && mode != Mode.STEP ? architecture.layers() : 1;
        for (int layer = 0; layer < architecture.layers(); layer += together) {
            NDList recurrent = new NDList(parameters.subList(1 + 4 * layer, 1 + 4 * (layer + together)));
            stacks.add(new PyTorchStack(manager, recurrent, together, streams, architecture.hidden(layer)));
        }
    }

    NDManager manager() {
        return manager;
    }

    List<NDArray> parameters() {
        return parameters;
    }

    /// Logits `[T·B × V]` of ids `[T × B]`; what is computed belongs to the manager of `ids`.
    NDArray logits(NDArray ids) {
        NDArray x = drop(embed(ids));
        for (int i = 0; i < stacks.size(); i++) {
            x = run(stacks.get(i), i == 0 ? x : drop(x));
        }
        NDArray rows = drop(x).reshape(-1, architecture.top());
        return operations(rows).linear(rows, outputWeight, outputBias).singletonOrThrow();
    }

    @Override
    public void close() {
        manager.close();
    }

    // at::embedding(weight, indices)
    private NDArray embed(NDArray ids) {
        return operations(ids).embedding(ids, embedding, SparseFormat.DENSE).singletonOrThrow();
    }

    // at::dropout(input, p, train)
    private NDArray drop(NDArray x) {
        return dropout == 0 ? x : operations(x).dropout(x, dropout, true).singletonOrThrow();
    }

    private NDArray run(PyTorchStack stack, NDArray x) {
        NDList state = stack.enter(x.getManager(), architecture.cell() == Architecture.Cell.LSTM);
        NDList outputs = mode == Mode.STEP
                ? PyTorchStep.lstm(x, state, stack.weights())
                : fused(stack.weights(), stack.layers(), x, state);
        stack.leave(outputs, manager);
        return outputs.get(0);
    }

    // at::lstm(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first) and its sisters
    private NDList fused(NDList weights, int layers, NDArray x, NDList state) {
        boolean trained = mode == Mode.TRAIN;
        NDArrayEx operations = operations(x);
        NDArray h = state.get(0);
        return switch (architecture.cell()) {
            case RNN -> operations.rnn(x, h, weights, true, layers, Activation.TANH, dropout, trained, false, false);
            case GRU -> operations.gru(x, h, weights, true, layers, dropout, trained, false, false);
            case LSTM -> operations.lstm(x, state, weights, true, layers, dropout, trained, false, false);
        };
    }

    static NDArrayEx operations(NDArray array) {
        return array.getNDArrayInternal();
    }
}
