package refrain.benchmarks.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import refrain.benchmarks.work.Learner;
import refrain.benchmarks.work.Workload;

/// PyTorch's training: its fused recurrent operations, its automatic gradients and in-place updates.
/// Through DJL an update moves seven words a parameter where `torch.optim.SGD` moves three, since scaling,
/// subtracting and clearing are operations of their own; DJL's own update would move thirteen.
public final class PyTorchLearner implements Learner {
    /// Keeps the scale finite, as in `torch.nn.utils.clip_grad_norm_`.
    private static final double TINY = 1e-6;

    private final Workload workload;
    private final PyTorchNetwork network;

    public PyTorchLearner(Workload workload) {
        this.workload = workload;
        network = new PyTorchNetwork(
                workload.architecture(), workload.streams(), PyTorchNetwork.Mode.TRAIN, workload.dropout());
    }

    @Override
    public double train(int[] inputs, int[] targets) {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray x = step.create(inputs, new Shape(workload.steps(), workload.streams()));
            NDArray y = step.create(targets, new Shape(targets.length, 1));
            double loss = differentiate(x.toType(DataType.INT64, false), y.toType(DataType.INT64, false));
            descend(step);
            return loss;
        }
    }

    @Override
    public void close() {
        network.close();
    }

    // at::log_softmax, at::gather
    private double differentiate(NDArray x, NDArray y) {
        try (GradientCollector collector = PyTorchNetwork.ENGINE.newGradientCollector()) {
            NDArray loss = network.logits(x).logSoftmax(-1).gather(y, 1).mean().neg();
            collector.backward(loss);
            return loss.getFloat();
        }
    }

    /// @param step owns what is made on the way
    private void descend(NDManager step) {
        double squares = 0;
        List<NDArray> parameters = network.parameters();
        List<NDArray> gradients = parameters.stream().map(NDArray::getGradient).toList();
        for (NDArray gradient : gradients) {
            gradient.attach(step);
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
        w.subi(g.muli(Workload.RATE * scale));
        g.muli(0);
    }
}
