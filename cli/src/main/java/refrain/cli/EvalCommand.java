package refrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "eval", header = "Say how well a model predicts text.", footer = {"", "Example:", "  refrain eval book.safetensors other.txt --json"}, sortOptions = false)
final class EvalCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Parameters(index = "1..*", paramLabel = "TEXT", arity = "1..*", description = "Files and folders of UTF-8 text; .gz is unpacked.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> texts;

    @Option(names = "--reset-lines", description = "Forget what was read at the end of each line.")
    private boolean resetLines;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    EvalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return 0;
    }
}
