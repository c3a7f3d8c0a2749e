package refrain.benchmarks.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.Work;
import refrain.generate.Sampler;
import refrain.generate.Sampling;
import refrain.kernel.random.SeededRandom;

/// PyTorch, streams that go on token by token: [steps][PyTorchStep] without gradient, linear, logarithm of softmax; the
/// token is drawn in Java, by what draws it for Refrain.
public final class PyTorchStreams implements Work {
    private static final long SEED = 1;

    private final PyTorchNetwork network;
    private final long[] tokens;
    private final Sampler sampler;
    private final SeededRandom random = SeededRandom.of(SEED, 0);
    private final float[] logProbabilities;

    public PyTorchStreams(Architecture architecture, int streams) {
        network = new PyTorchNetwork(architecture, streams, PyTorchNetwork.Mode.STEP, 0);
        tokens = new long[streams];
        sampler = Sampler.of(Sampling.DEFAULT, architecture.vocabulary());
        logProbabilities = new float[architecture.vocabulary()];
    }

    @Override
    public double once() {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray x = step.create(tokens, new Shape(1, tokens.length));
            float[] all = network.logits(x).logSoftmax(-1).toFloatArray();
            for (int stream = 0; stream < tokens.length; stream++) {
                System.arraycopy(all, stream * logProbabilities.length, logProbabilities, 0, logProbabilities.length);
                tokens[stream] = sampler.sample(logProbabilities, random);
            }
        }
        return 0;
    }

    @Override
    public long size() {
        return tokens.length;
    }

    @Override
    public void close() {
        network.close();
    }
}
