package refrain.cli.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import refrain.cli.options.OptionGroup;
import refrain.train.RunFiles;
import refrain.train.config.Transfer;

/// Going on from a model that was trained before, on the same text or another.
@OptionGroup("Fine-tuning")
final class TransferOptions {
    /// What a model that training begins with has decided already.
    private static final List<String> OF_THE_TOKENIZER =
            List.of("--units", "--vocabulary", "--min-count", "--tokenizer");

    @Option(
            names = "--from",
            paramLabel = "MODEL.safetensors",
            description = "Begin with the weights, the tokenizer and the architecture of this model.")
    private @Nullable Path from;

    @Option(
            names = "--extend-vocabulary",
            paramLabel = "N",
            description = "With --from: append up to N symbols of the text that its model does not know, the most"
                    + " frequent first.")
    private @Nullable Integer extension;

    @Option(
            names = "--freeze",
            paramLabel = "PART",
            split = ",",
            description = "Leave as it is: embedding, output, layer:0 … or a parameter by name, * for any characters.")
    private @Nullable List<String> frozen;

    @Option(
            names = "--layer-rate-decay",
            paramLabel = "X",
            description = "How much smaller each layer's rate is than that of the layer above, as 2.6"
                    + " (default: ${DEFAULT-VALUE}).")
    private double rateDecay = Transfer.NONE.rateDecay();

    @Option(
            names = "--unfreeze-epochs",
            paramLabel = "N",
            description = "Train the output alone at first, and one more layer, downwards, after every N epochs"
                    + " (default: all from the start).")
    private int unfreezeEpochs = Transfer.NONE.unfreezeEpochs();

    /// Refuses wrong options before any text is read.
    /// @param written the files of the run
    /// @throws IllegalArgumentException if options contradict each other or are out of range
    public void check(CommandSpec command, RunFiles written) {
        transfer(Optional.empty());
        if (extension != null && from == null) {
            throw new IllegalArgumentException(
                    "--extend-vocabulary %d extends the vocabulary of a model; name it (--from)".formatted(extension));
        }
        if (extension != null && extension < 1) {
            throw new IllegalArgumentException("extend-vocabulary is %d; it must be at least 1".formatted(extension));
        }
        if (from == null) {
            return;
        }
        for (String option : OF_THE_TOKENIZER) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new IllegalArgumentException(
                        "%s and --from %s exclude each other: the model has its tokenizer; --extend-vocabulary appends to it"
                                .formatted(option, from));
            }
        }
        if (written.owns(from)) {
            throw new IllegalArgumentException(
                    "--from is %s, which a run with --out %s writes or deletes; an interrupted run needs both, choose another --out"
                            .formatted(from, written.model()));
        }
    }

    /// The model to begin with.
    public Optional<StartingPoint> start() throws IOException {
        return from == null
                ? Optional.empty()
                : Optional.of(StartingPoint.read(from, extension == null ? 0 : extension));
    }

    Transfer transfer(Optional<StartingPoint> start) {
        return new Transfer(
                start.map(StartingPoint::sha256).orElse(""),
                frozen == null ? List.of() : frozen,
                rateDecay,
                unfreezeEpochs);
    }
}
