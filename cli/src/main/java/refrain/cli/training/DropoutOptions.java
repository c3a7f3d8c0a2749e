package refrain.cli.training;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import refrain.cli.options.OptionGroup;
import refrain.nn.Regularization;

/// What keeps a network from learning its text by heart.
@OptionGroup("Regularisation")
final class DropoutOptions {
    @Option(
            names = "--dropout",
            paramLabel = "P",
            description = "Rate of dropping at the input, between layers and before the output"
                    + " (default: by the size of the text).")
    private @Nullable Float all;

    @Option(names = "--dropout-input", paramLabel = "P", description = "Rate of dropping at the input alone.")
    private @Nullable Float input;

    @Option(names = "--dropout-layer", paramLabel = "P", description = "Rate of dropping between layers alone.")
    private @Nullable Float layer;

    @Option(names = "--dropout-output", paramLabel = "P", description = "Rate of dropping before the output alone.")
    private @Nullable Float output;

    @Option(
            names = "--drop-connect",
            paramLabel = "P",
            description = "Rate of dropping weights of input, hidden and output layers (default: ${DEFAULT-VALUE}).")
    private float connect = Regularization.NONE.dropConnect();

    @Option(
            names = "--variational",
            description = "Keep each mask of dropped activations for all steps of a window (locked dropout).")
    private boolean variational;

    @Option(
            names = "--dropout-embedding",
            paramLabel = "P",
            description = "Rate of dropping whole tokens at the input (default: ${DEFAULT-VALUE}).")
    private float embedding = Regularization.NONE.embedding();

    @Option(
            names = "--weight-drop",
            paramLabel = "P",
            description = "Rate of dropping recurrent weights (default: ${DEFAULT-VALUE}).")
    private float weightDrop = Regularization.NONE.weightDrop();

    @Option(
            names = "--activation-penalty",
            paramLabel = "ALPHA",
            description = "Punish the squares of the last layer's output (default: by the size of the text).")
    private @Nullable Float activation;

    @Option(
            names = "--temporal-penalty",
            paramLabel = "BETA",
            description = "Punish the last layer's changes from step to step (default: by the size of the text).")
    private @Nullable Float temporal;

    @Option(
            names = "--label-smoothing",
            paramLabel = "EPSILON",
            description = "Part of each target that is spread over the vocabulary (default: ${DEFAULT-VALUE}).")
    private float smoothing = Regularization.NONE.smoothing();

    @Option(
            names = "--sampled-softmax",
            paramLabel = "K",
            description = "Train on about K tokens drawn anew for each update instead of the whole vocabulary: faster"
                    + " from some ten thousand words on; 0 for all (default: ${DEFAULT-VALUE}).")
    private int samples = Regularization.NONE.samples();

    /// @throws IllegalArgumentException if options contradict each other or are out of range
    Regularization regularization(Regularization defaults) {
        if (all != null && !(all >= 0 && all < 1)) {
            throw new IllegalArgumentException("dropout is %s; it must be at least 0 and less than 1".formatted(all));
        }
        boolean single = input != null || layer != null || output != null;
        if (all != null && single) {
            throw new IllegalArgumentException(
                    "--dropout sets the rates of input, layers and output; give it or the single rates, not both");
        }
        Regularization rest = all != null || single ? Regularization.NONE : defaults;
        return new Regularization(
                rate(input, rest.input()),
                rate(layer, rest.layer()),
                rate(output, rest.output()),
                variational,
                embedding,
                connect,
                weightDrop,
                activation == null ? defaults.activation() : activation,
                temporal == null ? defaults.temporal() : temporal,
                smoothing,
                samples);
    }

    private float rate(@Nullable Float single, float otherwise) {
        if (single != null) {
            return single;
        }
        return all == null ? otherwise : all;
    }
}
