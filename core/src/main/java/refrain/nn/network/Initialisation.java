package refrain.nn.network;

import java.util.Arrays;
import refrain.kernel.random.SeededRandom;
import refrain.nn.Parameter;
import refrain.nn.cell.LstmCell;
import refrain.nn.weights.Extension;
import refrain.nn.weights.OutputWeights;
import refrain.nn.weights.RecurrentWeights;

/// Fills the parameters of a network as [Network#initialise] says. Parameter number n draws from stream n of the seed,
/// row by row, so that no parameter's values depend on another's size.
final class Initialisation {
    /// Zaremba, Sutskever and Vinyals (2014), small model.
    private static final float RANGE = 0.1f;

    /// The forget gate starts open, so that gradients survive the first updates: Jozefowicz et al. (2015).
    private static final float FORGET_BIAS = 1f;

    private final Network network;
    private final long seed;
    private int stream;

    private Initialisation(Network network, long seed) {
        this.network = network;
        this.seed = seed;
    }

    static Initialisation of(Network network, long seed) {
        return new Initialisation(network, seed);
    }

    void run() {
        network.embedding().ifPresent(embedding -> uniform(embedding, RANGE));
        for (RecurrentWeights layer : network.layers()) {
            float range = (float) (1 / Math.sqrt(layer.hidden));
            layer.parameters().forEach(parameter -> uniform(parameter, range));
            if (layer.cell.hasCellState()) {
                openForgetGate(layer);
            }
            if (layer.extension instanceof Extension.Norms norms) {
                Arrays.fill(norms.input().value(), 0, norms.input().columns(), 1f);
                Arrays.fill(norms.hidden().value(), 0, norms.hidden().columns(), 1f);
                Arrays.fill(norms.cell().value(), 0, norms.cell().columns(), 1f);
                Arrays.fill(norms.cellBias().value(), 0f);
            }
        }
        if (!network.output().isTied()) {
            uniform(network.output().w, RANGE);
        }
        Arrays.fill(network.output().bias.value(), 0f);
        for (OutputWeights.Tail tail : network.output().tails()) {
            uniform(tail.projection().w, RANGE);
            uniform(tail.tokens().w, RANGE);
        }
    }

    private static void openForgetGate(RecurrentWeights layer) {
        int from = LstmCell.F * layer.hidden;
        Arrays.fill(layer.inputBias.value(), from, from + layer.hidden, FORGET_BIAS);
        Arrays.fill(layer.hiddenBias.value(), from, from + layer.hidden, 0f);
    }

    private void uniform(Parameter parameter, float range) {
        SeededRandom random = SeededRandom.of(seed, stream++);
        for (int row = 0; row < parameter.rows(); row++) {
            int at = row * parameter.stride();
            for (int column = 0; column < parameter.columns(); column++) {
                parameter.value()[at + column] = (2 * random.nextFloat() - 1) * range;
            }
        }
    }
}
