package refrain.cli.mixing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import refrain.file.AtomicFile;
import refrain.refusal.RefusalException;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

/// A text as tokens while a command reads it. The text may be larger than the heap, so its tokens go into a file, in a
/// folder that is its owner's alone; both are gone when this is closed or the process is asked to end.
///
/// @param tokens to be read, and not closed, by who uses this
record TemporaryTokens(Path folder, TokenStore tokens) implements AutoCloseable {
    static TemporaryTokens of(Tokenizer tokenizer, Corpus corpus) throws IOException {
        Path folder = Files.createTempDirectory("refrain-");
        Path file = folder.resolve("tokens");
        for (Path own : List.of(folder, file, AtomicFile.partial(file))) {
            own.toFile().deleteOnExit(); // the last first
        }
        try {
            return new TemporaryTokens(folder, TokenStore.write(file, tokenizer, corpus));
        } catch (IOException | RefusalException failed) {
            Files.deleteIfExists(folder);
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        tokens.delete();
        Files.delete(folder);
    }
}
