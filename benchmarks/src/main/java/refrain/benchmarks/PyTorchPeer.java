package refrain.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.recurrent.RNN.Activation;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;

/// PyTorch through DJL: its fused recurrent operations, its automatic gradients and in-place updates. DJL adds a call
/// into native code for each operation, some microseconds, and one pass over the gradients to clear them.
final class PyTorchPeer implements Peer {
    private static final Engine ENGINE = Engine.getEngine("PyTorch");
    private static final float BOUND = 0.1f;

    /// Keeps the scale finite, as in `torch.nn.utils.clip_grad_norm_`.
    private static final double TINY = 1e-6;

    private final Workload workload;
    private final NDManager manager = ENGINE.newBaseManager();
    private final List<NDArray> parameters = new ArrayList<>();
    private final NDArray embedding;
    private final NDList recurrent = new NDList();
    private final NDArray outputWeight;
    private final NDArray outputBias;
    private NDList state;

    PyTorchPeer(Workload workload) {
        this.workload = workload;
        embedding = parameter(workload.vocabulary(), workload.embedding());
        long rows = (long) workload.cell().gates * workload.hidden();
        for (int layer = 0; layer < workload.layers(); layer++) {
            recurrent.add(parameter(rows, workload.inputs(layer)));
            recurrent.add(parameter(rows, workload.hidden()));
            recurrent.add(parameter(rows));
            recurrent.add(parameter(rows));
        }
        outputWeight = parameter(workload.vocabulary(), workload.hidden());
        outputBias = parameter(workload.vocabulary());
        state = new NDList(zeroState());
        if (workload.cell() == Workload.Cell.LSTM) {
            state.add(zeroState());
        }
    }

    @Override
    public double train(int[] inputs, int[] targets) {
        try (NDManager step = manager.newSubManager()) {
            NDArray x = step.create(inputs, new Shape(workload.steps(), workload.streams()));
            NDArray y = step.create(targets, new Shape(targets.length, 1));
            state.attach(step);
            double loss = differentiate(x, y.toType(DataType.INT64, false));
            descend();
            return loss;
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    private double differentiate(NDArray x, NDArray y) {
        try (GradientCollector collector = ENGINE.newGradientCollector()) {
            NDList outputs = stack(drop(embed(x)));
            NDArray loss = loss(drop(outputs.get(0)), y);
            collector.backward(loss);
            state = new NDList();
            outputs.subList(1, outputs.size()).forEach(last -> state.add(last.stopGradient()));
            state.attach(manager);
            return loss.getFloat();
        }
    }

    // at::embedding(weight, indices)
    private NDArray embed(NDArray x) {
        NDArray ids = x.toType(DataType.INT64, false);
        return operations(ids).embedding(ids, embedding, SparseFormat.DENSE).singletonOrThrow();
    }

    // at::dropout(input, p, train)
    private NDArray drop(NDArray x) {
        return workload.dropout() == 0
                ? x
                : operations(x).dropout(x, workload.dropout(), true).singletonOrThrow();
    }

    // at::lstm(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first) and its sisters
    private NDList stack(NDArray x) {
        int layers = workload.layers();
        float rate = workload.dropout();
        NDArrayEx operations = operations(x);
        NDArray h = state.get(0);
        return switch (workload.cell()) {
            case RNN -> operations.rnn(x, h, recurrent, true, layers, Activation.TANH, rate, true, false, false);
            case GRU -> operations.gru(x, h, recurrent, true, layers, rate, true, false, false);
            case LSTM -> operations.lstm(x, state, recurrent, true, layers, rate, true, false, false);
        };
    }

    // at::linear, at::log_softmax, at::gather
    private NDArray loss(NDArray hidden, NDArray y) {
        NDArray rows = hidden.reshape(-1, workload.hidden());
        NDArray logits = operations(rows).linear(rows, outputWeight, outputBias).singletonOrThrow();
        return logits.logSoftmax(-1).gather(y, 1).mean().neg();
    }

    private void descend() {
        double squares = 0;
        List<NDArray> gradients = parameters.stream().map(NDArray::getGradient).toList();
        for (NDArray gradient : gradients) {
            double norm = gradient.norm().getFloat();
            squares += norm * norm;
        }
        float scale = (float) Math.min(1, workload.clipNorm() / (Math.sqrt(squares) + TINY));
        for (int i = 0; i < gradients.size(); i++) {
            update(parameters.get(i), gradients.get(i), scale);
        }
    }

    /// `w -= rate · scale · g`; clears g.
    private static void update(NDArray w, NDArray g, float scale) {
        // sgdUpdate({weight, gradient, state}, {weight}, rate, decay, rescale, clip (negative: none), momentum, lazy)
        operations(w).sgdUpdate(new NDList(w, g, w), new NDList(w), Workload.RATE, 0, scale, -1, 0, false);
    }

    private NDArray parameter(long... shape) {
        NDArray parameter = manager.randomUniform(-BOUND, BOUND, new Shape(shape));
        parameter.setRequiresGradient(true);
        parameters.add(parameter);
        return parameter;
    }

    private NDArray zeroState() {
        return manager.zeros(new Shape(workload.layers(), workload.streams(), workload.hidden()));
    }

    private static NDArrayEx operations(NDArray array) {
        return array.getNDArrayInternal();
    }
}
