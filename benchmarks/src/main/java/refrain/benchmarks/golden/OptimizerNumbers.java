package refrain.benchmarks.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The golden file of the optimisers: one parameter of a few elements, the same gradients for every rule.
final class OptimizerNumbers {
    private static final int ELEMENTS = 9;
    private static final int UPDATES = 6;

    /// Any number: the file is made with this one.
    private static final long SEED = 77;

    private OptimizerNumbers() {}

    static void write(Path folder) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        SequencedMap<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("parameter", Tensor.drawn(random, 1, ELEMENTS));
        inputs.put("gradients", Tensor.drawn(random, 1, UPDATES, ELEMENTS));
        try (GoldenFile file = new GoldenFile(folder.resolve("optimizers.json"))) {
            file.text("source", PyTorchNetwork.engine() + ": fused kernels in float64, rounded to float32 in print")
                    .tensors("inputs", inputs);
            for (UpdateRule rule : UpdateRule.all()) {
                Tensor after = after(rule, inputs);
                file.startObject(rule.name());
                rule.constants().forEach(file::number);
                file.tensor("parameters", after).endObject();
            }
        }
    }

    private static Tensor after(UpdateRule rule, SequencedMap<String, Tensor> inputs) throws IOException {
        Path scratch = Files.createTempDirectory("golden");
        try {
            return PyTorchOptimizer.updates(scratch, rule, inputs.get("parameter"), inputs.get("gradients"));
        } finally {
            Files.deleteIfExists(scratch.resolve("script.pt"));
            Files.deleteIfExists(scratch);
        }
    }
}
