package refrain.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import refrain.file.AtomicFile;
import refrain.text.Tokenizer;

/// Where a tokenizer is written to.
public final class TokenizerOutput {
    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The tokenizer.json to write.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--overwrite", description = "Replace a file that is there already.")
    private boolean overwrite;

    /// The size in `bpe:N`.
    /// @throws IllegalArgumentException if it is another kind or too small
    public static int size(String units) {
        if (Units.parse(units) instanceof Units.Pieces(int size)) {
            return size;
        }
        throw new IllegalArgumentException("units is %s; only tokens of bpe:N are learnt here".formatted(units));
    }

    public Path file() {
        return out;
    }

    /// Finds out whether the file may be written, before any work is done for it.
    public void requirePlace() throws IOException {
        Place.require(out, overwrite);
    }

    /// Writes the file; it appears under its name once it is whole.
    public void write(Tokenizer tokenizer) throws IOException {
        Place.requireFree(out, overwrite);
        AtomicFile.write(out, tokenizer.toBytes());
    }
}
