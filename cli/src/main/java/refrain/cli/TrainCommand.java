package refrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        header = "Train a model on text.",
        description = {
            "Writes MODEL.safetensors (the model that validates best), MODEL.metrics.jsonl and the learning curve",
            "MODEL.svg. Ctrl-C saves a checkpoint; the same command with --resume goes on from it, to the same bytes."
        },
        customSynopsis = {
            "refrain train TEXT... --out MODEL.safetensors [OPTION]...",
            "refrain train TEXT... --out MODEL.safetensors --resume [OPTION]..."
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  refrain train book.txt --out book.safetensors --minutes 3",
            "  refrain train train.txt --valid valid.txt --units word --layers lstm:200,lstm:200 \\",
            "      --optimizer sgd --schedule exponential:0.5:4 --out words.safetensors"
        },
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "MODEL.safetensors", required = true, description = "The model file to write.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Mixin
    private TextOptions texts = new TextOptions();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private TrainOptions training = new TrainOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--resume", description = "Go on from the checkpoint of an interrupted run.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace a model that is there already.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print one JSON object about the run on standard output.")
    private boolean json;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Usage.of(spec, this::check);
        return 0;
    }

    /// Refuses wrong options before any text is read. Which defaults stand in for the missing ones does not matter.
    private RunFiles check() {
        if (resume && overwrite) {
            throw new IllegalArgumentException("--resume and --overwrite exclude each other; give one of them");
        }
        texts.check();
        run.threads();
        run.kernels();
        network.config(2, Defaults.forTokens(0));
        training.config(Defaults.forTokens(0).training());
        return new RunFiles(out);
    }
}
