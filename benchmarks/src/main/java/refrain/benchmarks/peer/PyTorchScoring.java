package refrain.benchmarks.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.Passages;
import refrain.benchmarks.work.Work;

/// PyTorch, ln p of each token of a long text: forward only over the whole passage at once.
public final class PyTorchScoring implements Work {
    private final Passages passages;
    private final PyTorchNetwork network;

    public PyTorchScoring(Architecture architecture) {
        passages = new Passages(architecture.vocabulary());
        network = new PyTorchNetwork(architecture, 1, PyTorchNetwork.Mode.SCORE, 0);
    }

    @Override
    public double once() {
        int[] read = passages.read();
        int[] scored = passages.next();
        try (NDManager step = network.manager().newSubManager()) {
            NDArray x = step.create(wide(read), new Shape(read.length, 1));
            NDArray y = step.create(wide(scored), new Shape(scored.length, 1));
            float[] logProbabilities =
                    network.logits(x).logSoftmax(-1).gather(y, 1).toFloatArray();
            return Passages.loss(logProbabilities);
        }
    }

    private static long[] wide(int[] tokens) {
        return Arrays.stream(tokens).asLongStream().toArray();
    }

    @Override
    public long size() {
        return Passages.LENGTH;
    }

    @Override
    public void close() {
        network.close();
    }
}
