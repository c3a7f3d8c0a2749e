package refrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "score", header = "Print the natural-log probability of each token of a text.", footer = {"", "Example:", "  refrain score book.safetensors lines.txt --json"}, sortOptions = false)
final class ScoreCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Parameters(index = "1", paramLabel = "TEXT", description = "A file of UTF-8 text; .gz is unpacked.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path text;

    @Option(names = "--reset-lines", description = "Forget what was read at the end of each line.")
    private boolean resetLines;

    @Option(names = "--json", description = "Print one JSON object a token.")
    private boolean json;

    ScoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return 0;
    }
}
