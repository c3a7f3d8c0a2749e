package refrain.nn;

import java.util.Arrays;
import java.util.List;
import refrain.kernel.Kernels;
import refrain.kernel.random.SeededRandom;
import refrain.kernel.team.Team;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;

/// Networks and texts that tests share.
public final class Examples {
    private Examples() {}

    /// A configuration in one line: embedding size (0 for one-hot) and layers as `KIND:HIDDEN` with commas between.
    public static ModelConfig config(int vocabulary, int embedding, String layers) {
        InputConfig input = embedding == 0 ? new InputConfig.OneHot() : new InputConfig.Embedding(embedding);
        List<LayerConfig> parsed =
                Arrays.stream(layers.split(",")).map(LayerConfig::parse).toList();
        return new ModelConfig(vocabulary, input, parsed);
    }

    /// The same with the output weights tied to the embedding.
    public static ModelConfig tied(int vocabulary, int embedding, String layers) {
        ModelConfig config = config(vocabulary, embedding, layers);
        return new ModelConfig(vocabulary, config.input(), config.layers(), new OutputConfig.Softmax(true));
    }

    /// The same with an adaptive softmax.
    public static ModelConfig adaptive(int vocabulary, int embedding, String layers, Integer... cutoffs) {
        ModelConfig config = config(vocabulary, embedding, layers);
        OutputConfig output = new OutputConfig.Adaptive(List.of(cutoffs));
        return new ModelConfig(vocabulary, config.input(), config.layers(), output);
    }

    /// A network whose every parameter is large enough to matter and small enough not to be chaotic: ±1/√columns,
    /// of biases and peepholes ±0.5.
    public static Network network(ModelConfig config, Kernels kernels, long seed) {
        Network network = Network.of(config, kernels);
        SeededRandom random = SeededRandom.of(seed);
        for (Parameter parameter : network.parameters()) {
            boolean wide = parameter.isVector() || parameter.name().contains("peepholes");
            float range = wide ? 0.5f : (float) (1 / Math.sqrt(parameter.columns()));
            for (int row = 0; row < parameter.rows(); row++) {
                for (int column = 0; column < parameter.columns(); column++) {
                    parameter.value()[row * parameter.stride() + column] = (2 * random.nextFloat() - 1) * range;
                }
            }
        }
        return network;
    }

    public static int[] tokens(int count, int vocabulary, SeededRandom random) {
        int[] tokens = new int[count];
        Arrays.setAll(tokens, i -> random.nextInt(vocabulary));
        return tokens;
    }

    /// Fills the first rows of a tape.
    public static void fill(Tape tape, int[] inputs, int[] targets) {
        System.arraycopy(inputs, 0, tape.inputs(), 0, inputs.length);
        System.arraycopy(targets, 0, tape.targets(), 0, targets.length);
    }

    /// A window forward and back; the loss.
    public static double train(Team team, Tape tape, int steps, long update) {
        double[] loss = new double[1];
        team.run(worker -> {
            double sum = tape.forward(worker, steps, update);
            tape.backward(worker);
            if (worker.index() == 0) {
                loss[0] = sum;
            }
        });
        return loss[0];
    }

    /// A window forward on an evaluation tape; the loss. Packs the parameters first.
    public static double evaluate(Team team, Network network, Tape tape, int steps) {
        double[] loss = new double[1];
        team.run(worker -> {
            network.pack(worker);
            double sum = tape.forward(worker, steps, 0);
            if (worker.index() == 0) {
                loss[0] = sum;
            }
        });
        return loss[0];
    }
}
