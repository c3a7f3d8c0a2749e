package refrain.cli.tokenizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import refrain.cli.console.Console;
import refrain.cli.console.Visible;
import refrain.cli.options.Advice;
import refrain.cli.options.TokenizerSource;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

@Command(
        name = "encode",
        header = "Print the ids of a text's tokens, one a line.",
        footer = {"", "Example:", "  refrain tokenizer encode tokenizer.json book.txt > book.ids"},
        sortOptions = false)
final class TokenizerEncodeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "TOKENIZER", description = "A tokenizer.json, or a model file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Parameters(index = "1", paramLabel = "TEXT", description = "A file or folder of UTF-8 text; .gz is unpacked.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path text;

    @Option(names = "--symbols", description = "Print what the tokens are called instead of their ids.")
    private boolean symbols;

    TokenizerEncodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Tokenizer tokenizer = TokenizerSource.read(file);
        Corpus corpus = Corpus.of(text);
        Tokenizer.Encoder encoder = tokenizer.encoder(
                id -> print(symbols ? Visible.symbol(tokenizer.vocabulary().symbol(id)) : Integer.toString(id)));
        corpus.read(encoder);
        encoder.end();
        console.flush();
        corpus.notices(Advice::of).forEach(console::say);
        return 0;
    }

    private void print(String token) {
        try {
            console.write(token);
            console.write("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
