package refrain.benchmarks.golden;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.recurrent.RNN.Activation;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A [GoldenCase] run by PyTorch in double precision; what leaves this class has been rounded to `float` once.
final class PyTorchNetwork implements AutoCloseable {
    private static final Engine ENGINE = Engine.getEngine("PyTorch");

    private final NDManager manager = ENGINE.newBaseManager();
    private final GoldenCase golden;
    private final SequencedMap<String, NDArray> parameters;
    private final SequencedMap<String, NDArray> state;
    private final NDArray inputs;
    private final NDArray targets;

    PyTorchNetwork(GoldenCase golden) {
        this.golden = golden;
        parameters = leaves(golden.parameters());
        state = leaves(golden.state());
        inputs = manager.create(golden.inputs()).toType(DataType.INT64, false);
        targets = manager.create(golden.targets()).toType(DataType.INT64, false).reshape(-1, 1);
    }

    static String engine() {
        return "PyTorch %s on the CPU, through DJL %s".formatted(ENGINE.getVersion(), Engine.getDjlVersion());
    }

    /// Runs forward and backward from the initial state. The gradients stay until [#descend] consumes them.
    Answer answer() {
        try (GradientCollector collector = ENGINE.newGradientCollector()) {
            NDList stack = stack(embed());
            NDArray logits = decode(stack.get(0));
            NDArray loss = meanCrossEntropy(logits);
            collector.backward(loss);
            return new Answer(
                    PyTorchArrays.tensor(stack.get(0)),
                    PyTorchArrays.tensor(logits.reshape(GoldenCase.STEPS, GoldenCase.STREAMS, GoldenCase.VOCABULARY)),
                    finalState(stack),
                    (float) loss.getDouble(),
                    gradients(parameters),
                    gradients(state));
        }
    }

    /// `w -= rate · dw` for every parameter; all gradients are zero afterwards.
    void descend(float rate) {
        parameters.values().forEach(w -> w.subi(w.getGradient().mul(rate)));
        parameters.values().forEach(PyTorchNetwork::clearGradient);
        state.values().forEach(PyTorchNetwork::clearGradient);
    }

    @Override
    public void close() {
        manager.close();
    }

    // at::embedding(weight, indices)
    private NDArray embed() {
        NDArray weight = named(parameters, "encoder.weight");
        return operations(inputs)
                .embedding(inputs, weight, SparseFormat.DENSE)
                .singletonOrThrow()
                .reshape(GoldenCase.STEPS, GoldenCase.STREAMS, GoldenCase.EMBEDDING);
    }

    // at::lstm(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first) and its sisters
    private NDList stack(NDArray x) {
        NDArray h = named(state, "hidden");
        return switch (golden.cell()) {
            case RNN_TANH -> elman(x, h, Activation.TANH);
            case RNN_RELU -> elman(x, h, Activation.RELU);
            case GRU -> operations(x).gru(x, h, weights(), true, golden.layers(), 0, true, false, false);
            case LSTM -> {
                NDList both = new NDList(h, named(state, "cell"));
                yield operations(x).lstm(x, both, weights(), true, golden.layers(), 0, true, false, false);
            }
        };
    }

    private NDList elman(NDArray x, NDArray h, Activation nonlinearity) {
        return operations(x).rnn(x, h, weights(), true, golden.layers(), nonlinearity, 0, true, false, false);
    }

    /// The stack's weights in the order of the file, which is the order PyTorch takes them in.
    private NDList weights() {
        List<NDArray> recurrent = parameters.entrySet().stream()
                .filter(e -> e.getKey().startsWith("rnn."))
                .map(e -> e.getValue())
                .toList();
        return new NDList(recurrent);
    }

    // at::linear(input, weight, bias)
    private NDArray decode(NDArray hidden) {
        NDArray rows = hidden.reshape(-1, GoldenCase.HIDDEN);
        return operations(rows)
                .linear(rows, named(parameters, "decoder.weight"), named(parameters, "decoder.bias"))
                .singletonOrThrow();
    }

    private NDArray meanCrossEntropy(NDArray logits) {
        return logits.logSoftmax(-1).gather(targets, 1).mean().neg();
    }

    private SequencedMap<String, NDArray> leaves(SequencedMap<String, Tensor> tensors) {
        SequencedMap<String, NDArray> leaves = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            NDArray leaf = PyTorchArrays.array(manager, tensor);
            leaf.setRequiresGradient(true);
            leaves.put(name, leaf);
        });
        return leaves;
    }

    private SequencedMap<String, Tensor> finalState(NDList stack) {
        SequencedMap<String, Tensor> last = new LinkedHashMap<>();
        int index = 1;
        for (String name : state.sequencedKeySet()) {
            last.put(name, PyTorchArrays.tensor(stack.get(index++)));
        }
        return last;
    }

    private static SequencedMap<String, Tensor> gradients(SequencedMap<String, NDArray> leaves) {
        SequencedMap<String, Tensor> gradients = new LinkedHashMap<>();
        leaves.forEach((name, leaf) -> gradients.put(name, PyTorchArrays.tensor(leaf.getGradient())));
        return gradients;
    }

    private static void clearGradient(NDArray leaf) {
        leaf.getGradient().muli(0);
    }

    private static NDArrayEx operations(NDArray array) {
        return array.getNDArrayInternal();
    }

    private static NDArray named(SequencedMap<String, NDArray> leaves, String name) {
        @Nullable NDArray leaf = leaves.get(name);
        return Optional.ofNullable(leaf).orElseThrow(() -> new NoSuchElementException(name));
    }
}
