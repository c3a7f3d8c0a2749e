package refrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "generate", header = "Write text with a model.", footer = {"", "Example:", "  refrain generate book.safetensors --prompt \"Once upon\" --temperature 0.8"}, sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "The model file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Option(names = "--prompt", paramLabel = "S", description = "The text to go on from (default: the start of a text).")
    private String prompt = "";

    @Option(names = "--length", paramLabel = "N", description = "Tokens to write at most (default: ${DEFAULT-VALUE}).")
    private int length = 500;

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Option(names = "--count", paramLabel = "N", description = "Texts to write (default: ${DEFAULT-VALUE}).")
    private int count = 1;

    @Option(names = "--stop", paramLabel = "S", description = "End a text before this string.")
    private @Nullable String stop;

    @Option(names = "--json", description = "Print one JSON object with all texts.")
    private boolean json;

    GenerateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return 0;
    }
}
