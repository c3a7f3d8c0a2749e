package refrain.cli.tokenizer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import refrain.cli.console.Console;
import refrain.cli.options.TokenizerSource;
import refrain.text.Tokenizer;

@Command(
        name = "decode",
        header = "Print the text of token ids.",
        footer = {"", "Example:", "  refrain tokenizer decode tokenizer.json book.ids"},
        sortOptions = false)
final class TokenizerDecodeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "TOKENIZER", description = "A tokenizer.json, or a model file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Parameters(index = "1", paramLabel = "IDS", description = "A file of ids, one a line, or blanks between them.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path ids;

    TokenizerDecodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Tokenizer tokenizer = TokenizerSource.read(file);
        Tokenizer.Decoder decoder = tokenizer.decoder();
        StringBuilder text = new StringBuilder();
        try (BufferedReader reader = Files.newBufferedReader(ids)) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                decode(line, number, tokenizer, decoder, text);
                console.write(text);
                text.setLength(0);
            }
        }
        decoder.end(text);
        console.write(text);
        console.flush();
        return 0;
    }

    private void decode(String line, long number, Tokenizer tokenizer, Tokenizer.Decoder decoder, StringBuilder text)
            throws IOException {
        int size = tokenizer.vocabulary().size();
        for (String word : line.strip().split("\\s+", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            int id = word.matches("\\d{1,9}") ? Integer.parseInt(word) : -1;
            if (id < 0 || id >= size) {
                throw new IOException("%s:%d: \"%s\" is no token; expected a number from 0 to %d"
                        .formatted(ids, number, word, size - 1));
            }
            decoder.decode(id, text);
        }
    }
}
