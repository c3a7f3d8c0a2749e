package refrain.cli.tokenizer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import refrain.cli.console.Console;
import refrain.cli.options.Place;
import refrain.cli.options.TokenizerOutput;
import refrain.cli.options.TokenizerSource;
import refrain.text.Tokenizer;

@Command(
        name = "export",
        header = "Write the tokenizer of a model into a file of its own.",
        description = "Of a model with --units bpe:N that is a tokenizer.json, of others Refrain's own JSON.",
        footer = {"", "Example:", "  refrain tokenizer export book.safetensors --out tokenizer.json"},
        sortOptions = false)
final class TokenizerExportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "The model file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Mixin
    private TokenizerOutput output = new TokenizerOutput();

    TokenizerExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Place.requireOther(output.file(), List.of(model));
        output.requirePlace();
        Tokenizer tokenizer = TokenizerSource.read(model);
        output.write(tokenizer);
        console.say(String.format(
                Locale.ROOT,
                "%s: %s, %,d tokens",
                output.file(),
                tokenizer.units(),
                tokenizer.vocabulary().size()));
        return 0;
    }
}
