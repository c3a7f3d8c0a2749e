package refrain.benchmarks.work;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// PyTorch, streams that go on token by token: [steps][PyTorchStep] without gradient, linear,
/// softmax; the token is drawn in Java.
final class PyTorchStreams implements Work {
    private static final long SEED = 1;

    private final Workload workload;
    private final PyTorchNetwork network;
    private final long[] tokens;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    PyTorchStreams(Workload workload, int streams) {
        this.workload = workload;
        network = new PyTorchNetwork(workload, streams, PyTorchNetwork.Mode.STEP);
        tokens = new long[streams];
    }

    @Override
    public double once() {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray x = step.create(tokens, new Shape(1, tokens.length));
            float[] probabilities = network.logits(x).softmax(-1).toFloatArray();
            for (int stream = 0; stream < tokens.length; stream++) {
                tokens[stream] = draw(probabilities, stream * workload.vocabulary());
            }
        }
        return 0;
    }

    private int draw(float[] probabilities, int start) {
        float left = random.nextFloat();
        int last = workload.vocabulary() - 1;
        for (int token = 0; token < last; token++) {
            left -= probabilities[start + token];
            if (left < 0) {
                return token;
            }
        }
        return last;
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
