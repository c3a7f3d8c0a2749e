package refrain.text.corpus;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.zip.ZipException;

/// A text that cannot be used. The message is one or two lines: where, what was found and what to do.
public final class CorpusException extends IOException {
    private static final long serialVersionUID = 1L;

    CorpusException(String message) {
        super(message);
    }

    private CorpusException(String message, Throwable cause) {
        super(message, cause);
    }

    /// A byte that is not UTF-8, with the command that converts the file if its encoding can be guessed.
    static CorpusException notUtf8(String name, long line, int badByte, Optional<String> encoding) {
        String found = "%s:%d: byte 0x%02X is not UTF-8%n".formatted(name, line, badByte);
        return new CorpusException(found
                + encoding.map(guess -> "  try: " + conversion(name, guess))
                        .orElse("  expected UTF-8 text; what its encoding is cannot be told from its first megabyte"));
    }

    private static String conversion(String name, String encoding) {
        String iconv = "iconv -f " + encoding + " -t UTF-8 ";
        return TextSource.isGzip(name)
                ? "zcat %s | %s> %s.utf8".formatted(name, iconv, name.substring(0, name.length() - 3))
                : "%s%s > %s.utf8".formatted(iconv, name, name);
    }

    static CorpusException binary(String name, long line, int badByte) {
        return new CorpusException(
                "%s:%d: byte 0x%02X: the file looks binary; expected UTF-8 text".formatted(name, line, badByte));
    }

    static CorpusException gzipWithoutSuffix(String name) {
        return new CorpusException(
                "%s: the file is compressed by gzip; name it %s.gz to have it read".formatted(name, name));
    }

    static CorpusException unreadable(String name, IOException cause) {
        return new CorpusException(name + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException missing -> "there is no such file or directory";
            case AccessDeniedException denied -> "it may not be read: permission denied";
            case ZipException broken -> "it is not a sound gzip file: " + broken.getMessage();
            case EOFException cut -> "its gzip data end too early";
            case FileSystemException failed
            when failed.getReason() != null -> "it cannot be read: " + failed.getReason();
            default -> "it cannot be read: " + cause.getMessage();
        };
    }
}
