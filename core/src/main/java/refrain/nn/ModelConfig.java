package refrain.nn;

import static refrain.argument.Argument.require;

import java.util.List;

/// The architecture of a recurrent language model: all that is needed to build its network, and nothing of how it was
/// trained.
/// @param vocabulary number of token kinds V, at least 2
/// @param input how tokens enter
/// @param layers the recurrent stack, from input to output; at least one
/// @param output how the next token is predicted
public record ModelConfig(int vocabulary, InputConfig input, List<LayerConfig> layers, OutputConfig output) {
    /// Deeper stacks have not been seen to learn; a damaged file must not ask for more.
    private static final int MAX_LAYERS = 64;

    public ModelConfig {
        require(vocabulary >= 2, "vocabulary", vocabulary, "at least 2");
        layers = List.copyOf(layers);
        require(!layers.isEmpty(), "layers", layers, "at least one layer");
        require(layers.size() <= MAX_LAYERS, "number of layers", layers.size(), "at most " + MAX_LAYERS);
        if (input instanceof InputConfig.OneHot() && layers.getFirst().readsValues()) {
            throw new IllegalArgumentException(
                    "the first layer is %s, which reads vectors, but the input is one-hot; give an embedding"
                            .formatted(layers.getFirst().spec()));
        }
        requireResidualWidths(vocabulary, input, layers);
        if (output.isTied()) {
            requireEqualWidths(input, layers.getLast());
        }
        if (output instanceof OutputConfig.Adaptive adaptive) {
            adaptive.requireFits(vocabulary, layers.getLast().outputs());
        }
    }

    private static void requireResidualWidths(int vocabulary, InputConfig input, List<LayerConfig> layers) {
        int width = input.width(vocabulary);
        boolean first = true;
        for (LayerConfig layer : layers) {
            if (layer.isResidual() && layer.outputs() != width) {
                throw new IllegalArgumentException(
                        "the layer %s reads %,d values and gives %,d; a residual one must give as many as it reads: change the %s"
                                .formatted(
                                        layer.spec(),
                                        width,
                                        layer.outputs(),
                                        first ? "embedding, or let the first layer be without" : "layer below"));
            }
            width = layer.outputs();
            first = false;
        }
    }

    /// A network with a plain softmax.
    public ModelConfig(int vocabulary, InputConfig input, List<LayerConfig> layers) {
        this(vocabulary, input, layers, OutputConfig.plain());
    }

    private static void requireEqualWidths(InputConfig input, LayerConfig top) {
        switch (input) {
            case InputConfig.OneHot() ->
                throw new IllegalArgumentException(
                        "the output is to be tied to the embedding, but the input is one-hot and has none");
            case InputConfig.Embedding(int size) ->
                require(
                        size == top.outputs(),
                        "with a tied output the last layer's width",
                        top.outputs(),
                        "that of the embedding, " + size);
        }
    }

    /// Whether all layers are of one kind and size, without sums between them, so that the stack is one PyTorch module.
    public boolean isUniform() {
        boolean sums = layers.size() > 1 && layers.getFirst().isResidual();
        return layers.stream().distinct().count() == 1 && !sums;
    }

    /// The width of what layer `layer` reads.
    public int inputs(int layer) {
        return layer == 0 ? input.width(vocabulary) : layers.get(layer - 1).outputs();
    }

    /// The width of what the last layer gives.
    public int outputs() {
        return layers.getLast().outputs();
    }
}
