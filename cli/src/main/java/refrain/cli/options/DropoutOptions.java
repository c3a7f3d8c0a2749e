package refrain.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import refrain.nn.Regularization;

/// Random dropping while training.
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

    /// @throws IllegalArgumentException if options contradict each other or are out of range
    Regularization regularization(Regularization defaults) {
        boolean single = input != null || layer != null || output != null;
        if (all != null && single) {
            throw new IllegalArgumentException(
                    "--dropout sets the rates of input, layers and output; give it or the single rates, not both");
        }
        Regularization rest = all != null || single ? Regularization.NONE : defaults;
        return new Regularization(
                rate(input, rest.input()), rate(layer, rest.layer()), rate(output, rest.output()), connect);
    }

    private float rate(@Nullable Float single, float otherwise) {
        if (single != null) {
            return single;
        }
        return all == null ? otherwise : all;
    }
}
