package refrain.benchmarks.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The golden file of one [GoldenCase].
final class NetworkNumbers {
    private static final float RATE = 0.5f;
    private static final int UPDATES = 10;

    private NetworkNumbers() {}

    static void write(Path folder, GoldenCase golden) throws IOException {
        try (PyTorchNetwork network = new PyTorchNetwork(golden);
                GoldenFile file = new GoldenFile(folder.resolve(golden.name() + ".json"))) {
            Answer first = network.answer();
            describe(file, golden);
            answer(file, first);
            file.number("rate", RATE).numbers("losses", losses(network, first.loss()));
        }
    }

    private static void describe(GoldenFile file, GoldenCase golden) {
        file.text("source", PyTorchNetwork.engine() + "; float64, rounded to float32 in print")
                .text("cell", golden.cell().label)
                .sizes(golden.sizes())
                .text("order", "row-major; tokens, hidden and logits by step, then stream; gates i f g o, r z n")
                .tokens("inputs", golden.inputs())
                .tokens("targets", golden.targets())
                .tensors("parameters", golden.parameters())
                .tensors("initialState", golden.state());
    }

    private static void answer(GoldenFile file, Answer answer) {
        SequencedMap<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("hidden", answer.hidden());
        outputs.put("logits", answer.logits());
        file.tensors("outputs", outputs)
                .tensors("finalState", answer.state())
                .text("reduction", "loss: mean over streams x steps, nats; gradients: of that mean")
                .number("loss", answer.loss())
                .tensors("gradients", answer.gradients())
                .tensors("initialStateGradients", answer.stateGradients());
    }

    /// The loss before each of the updates, and after the last; every one from the same initial state on the same
    /// tokens.
    private static float[] losses(PyTorchNetwork network, float first) {
        float[] losses = new float[UPDATES + 1];
        losses[0] = first;
        for (int update = 1; update <= UPDATES; update++) {
            network.descend(RATE);
            losses[update] = network.answer().loss();
        }
        return losses;
    }
}
