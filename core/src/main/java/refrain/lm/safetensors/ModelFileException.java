package refrain.lm.safetensors;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file that is not the model it should be. The message says which file, what was found, what was expected and
/// what to do.
public final class ModelFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final String ADVICE = "; the file is damaged or not a model, use another copy of it";

    private ModelFileException(String message, Throwable cause) {
        super(message, cause);
    }

    private ModelFileException(String message) {
        super(message);
    }

    /// A file that breaks the rules of its format.
    public static ModelFileException damaged(String file, String found) {
        return new ModelFileException(file + ": " + found + ADVICE);
    }

    /// A file that breaks the rules of its format, as a parser found.
    public static ModelFileException damaged(String file, String found, Throwable cause) {
        return new ModelFileException(file + ": " + found + ADVICE, cause);
    }

    /// A file that the system does not let us read.
    public static ModelFileException unreadable(String file, IOException cause) {
        String reason =
                Files.isDirectory(Path.of(file)) ? "it is a directory; expected the model file itself" : reason(cause);
        return new ModelFileException(file + ": " + reason, cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "it may not be read: permission denied";
            case FileSystemException failed
            when failed.getReason() != null -> "it cannot be read: " + failed.getReason();
            default -> "it cannot be read: " + cause.getMessage();
        };
    }

    /// A sound file that is not what was asked for.
    public static ModelFileException unsuitable(String file, String foundAndAdvice) {
        return new ModelFileException(file + ": " + foundAndAdvice);
    }
}
