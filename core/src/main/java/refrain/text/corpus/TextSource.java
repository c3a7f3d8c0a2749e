package refrain.text.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// One file of a corpus, or a text in memory, which can be opened again and again.
record TextSource(String name, Optional<Path> file, Opener opener) {
    /// Gives the bytes of the text, from the first one.
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    private static final int BUFFER = 1 << 16;

    /// A file as it is, or decompressed if its name ends in `.gz`.
    static TextSource of(Path file) {
        String name = file.toString();
        return new TextSource(
                name, Optional.of(file), isGzip(name) ? () -> gunzip(file) : () -> Files.newInputStream(file));
    }

    static TextSource of(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new TextSource(name, Optional.empty(), () -> new ByteArrayInputStream(bytes));
    }

    static boolean isGzip(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static InputStream gunzip(Path file) throws IOException {
        InputStream compressed = Files.newInputStream(file);
        try {
            return new GZIPInputStream(compressed, BUFFER);
        } catch (IOException e) {
            compressed.close();
            throw e;
        }
    }

    InputStream open() throws CorpusException {
        try {
            return opener.open();
        } catch (IOException e) {
            throw CorpusException.unreadable(name, e);
        }
    }
}
