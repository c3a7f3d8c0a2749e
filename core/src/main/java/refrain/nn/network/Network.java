package refrain.nn.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import refrain.kernel.Kernels;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;
import refrain.nn.Parameter;
import refrain.nn.weights.OutputWeights;
import refrain.nn.weights.RecurrentWeights;

/// The parameters of an architecture, under PyTorch's names, and the packed copies that products read. Tapes run
/// windows of text through it. A network is written by one trainer at a time; once [packed][#pack], any number of
/// threads may evaluate it, each on a tape of its own.
public final class Network {
    private final ModelConfig config;
    private final Kernels kernels;
    private final Optional<Parameter> embedding;
    private final List<RecurrentWeights> layers;
    private final OutputWeights output;
    private final List<Parameter> parameters;

    private Network(ModelConfig config, Kernels kernels) {
        this.config = config;
        this.kernels = kernels;
        embedding = switch (config.input()) {
            case InputConfig.OneHot() -> Optional.empty();
            case InputConfig.Embedding(int size) -> Optional.of(embedding(config, size));
        };
        Slab slab = new Slab();
        layers = IntStream.range(0, config.layers().size())
                .mapToObj(layer -> weights(config, layer, slab))
                .toList();
        output = output(config, embedding, slab);
        parameters = new ArrayList<>();
        embedding.ifPresent(parameters::add);
        layers.forEach(layer -> parameters.addAll(layer.parameters()));
        parameters.addAll(output.parameters());
    }

    private static Parameter embedding(ModelConfig config, int size) {
        return config.output().isTied()
                ? Parameter.matrix("encoder.weight", config.vocabulary(), size)
                : Parameter.embedding("encoder.weight", config.vocabulary(), size);
    }

    /// Its connections are dropped at sites after those of the layers, and of all that a tape drops.
    private static OutputWeights output(ModelConfig config, Optional<Parameter> embedding, Slab slab) {
        int layers = config.layers().size();
        int site = 2 * layers;
        return switch (config.output()) {
            case OutputConfig.Softmax(boolean tied) ->
                tied
                        ? OutputWeights.tied(embedding.orElseThrow(), site)
                        : OutputWeights.of(config.vocabulary(), config.outputs(), site);
            case OutputConfig.Adaptive adaptive ->
                OutputWeights.adaptive(adaptive, config.vocabulary(), config.outputs(), site, 3 * layers + 5, slab);
        };
    }

    /// A network with all parameters zero.
    public static Network of(ModelConfig config, Kernels kernels) {
        return new Network(config, kernels);
    }

    /// A stack of one kind and size is one PyTorch module, `rnn`; in a mixed one each layer is, `rnns.0`, `rnns.1`,
    /// ….
    private static RecurrentWeights weights(ModelConfig config, int layer, Slab slab) {
        String prefix = config.isUniform() ? "rnn." : "rnns.%d.".formatted(layer);
        String suffix = config.isUniform() ? "_l%d".formatted(layer) : "_l0";
        LayerConfig spec = config.layers().get(layer);
        return new RecurrentWeights(prefix, suffix, spec, config.inputs(layer), 2 * layer, slab);
    }

    /// What it was made from.
    public ModelConfig config() {
        return config;
    }

    /// What it computes with.
    public Kernels kernels() {
        return kernels;
    }

    /// Every parameter, in the order of the model file.
    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /// Fills all parameters, each from a stream of random numbers of its own.
    /// ```
    /// recurrent weights and biases   uniform in ±1/√H  (PyTorch's rule for nn.RNN, nn.LSTM and nn.GRU)
    /// projection, Mogrifier          uniform in ±1/√H  (the former is PyTorch's rule, too)
    /// an LSTM's forget gate          b_ih = 1, b_hh = 0               (Jozefowicz et al. 2015)
    /// layer normalisation            gains 1, shift of the cell 0     (Ba et al. 2016)
    /// embedding, output weights      uniform in ±0.1; output bias 0   (Zaremba et al. 2014)
    /// ```
    /// @see <a href="https://proceedings.mlr.press/v37/jozefowicz15.html">Jozefowicz, Zaremba and Sutskever
    ///     (2015)</a>
    public void initialise(long seed) {
        Initialisation.of(this, seed).run();
    }

    /// Packs the parameters as they are for evaluation; every worker of a team calls it.
    public void pack(Worker worker) {
        for (RecurrentWeights layer : layers) {
            layer.connectionsW.restore();
            layer.connectionsU.restore();
            layer.packForward(worker);
        }
        output.pack(worker);
        worker.meet();
    }

    /// The rows of the tokens, unless the input is one-hot.
    public Optional<Parameter> embedding() {
        return embedding;
    }

    /// The recurrent stack, from input to output. For tapes and steppers: the type is not exported.
    @SuppressWarnings("exports")
    public List<RecurrentWeights> layers() {
        return layers;
    }

    /// The output layer. For tapes and steppers: the type is not exported.
    @SuppressWarnings("exports")
    public OutputWeights output() {
        return output;
    }
}
