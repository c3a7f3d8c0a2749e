package refrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import refrain.cli.console.Console;
import refrain.cli.mixing.MixtureDescription;
import refrain.lm.ModelFile;
import refrain.lm.files.Models;
import refrain.lm.mixture.MixtureFile;

@Command(
        name = "describe",
        header = "Say what a model is and what determined it.",
        footer = {"", "Example:", "  refrain describe book.safetensors"},
        sortOptions = false)
final class DescribeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DescribeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (MixtureFile.isNamed(model)) {
            MixtureDescription description = MixtureDescription.of(model);
            console.line(json ? description.json().toString() : description.text());
            return 0;
        }
        if (Models.Kind.of(model) == Models.Kind.ARPA) {
            NGramDescription description = NGramDescription.of(model);
            console.line(json ? description.json().toString() : description.text());
            return 0;
        }
        try (ModelFile file = ModelFile.open(model)) {
            Description description = Description.of(model, file);
            console.line(json ? description.json().toString() : description.text());
        }
        return 0;
    }
}
