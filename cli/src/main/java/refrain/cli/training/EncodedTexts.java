package refrain.cli.training;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import refrain.cli.console.Interruption;
import refrain.cli.options.Advice;
import refrain.file.AtomicFile;
import refrain.refusal.RefusalException;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;
import refrain.train.RunFiles;
import refrain.train.RunLock;

/// The texts of a run as tokens, in files beside the model while the run lasts: what goes on with it encodes them anew.
record EncodedTexts(Tokenizer tokenizer, TokenStore training, TokenStore validation) implements AutoCloseable {
    /// @param interruption deletes them, if it comes before the run
    static EncodedTexts of(Tokenizer tokenizer, Corpus.Parts parts, RunLock lock, Interruption interruption)
            throws IOException {
        RunFiles files = lock.files();
        for (Path file : List.of(files.trainingTokens(), files.validationTokens())) {
            if (isForeign(file)) {
                throw new RefusalException("%s: no run has left it, and this one needs the name%n".formatted(file)
                        + "  move it away, or choose another --out");
            }
        }
        interruption.closes(() -> {
            if (lock.isHeld()) { // otherwise they may be another run's
                delete(files);
            }
        });
        TokenStore training = TokenStore.write(files.trainingTokens(), tokenizer, parts.training());
        try {
            TokenStore validation = TokenStore.write(files.validationTokens(), tokenizer, parts.validation());
            return new EncodedTexts(tokenizer, training, validation);
        } catch (IOException | RefusalException failed) {
            training.delete();
            throw failed;
        }
    }

    /// What was noticed while the texts were read; parts of one text share it.
    static List<String> notices(Corpus.Parts parts) {
        return Stream.of(parts.training(), parts.validation())
                .flatMap(text -> text.notices(Advice::of).stream())
                .distinct()
                .toList();
    }

    /// Deletes what a run left that was killed, and nothing else that has such a name.
    static void delete(RunFiles files) throws IOException {
        for (Path file : List.of(files.trainingTokens(), files.validationTokens())) {
            Files.deleteIfExists(AtomicFile.partial(file));
            if (!isForeign(file)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isForeign(Path file) throws IOException {
        return Files.exists(file, NOFOLLOW_LINKS)
                && !(Files.isRegularFile(file, NOFOLLOW_LINKS) && TokenStore.isOne(file));
    }

    @Override
    public void close() throws IOException {
        try {
            training.delete();
        } finally {
            validation.delete();
        }
    }
}
