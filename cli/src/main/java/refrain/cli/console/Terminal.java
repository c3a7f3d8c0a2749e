package refrain.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Whether a stream is watched by a person.
public final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /// Whether standard error is a terminal that can write over a line. Java only tells of standard input and
    /// output together; Linux names the file behind each.
    @SuppressWarnings("SystemConsoleNull") // null where there is no provider of consoles
    public static boolean onStandardError(Map<String, String> environment) {
        if (environment.getOrDefault("TERM", "dumb").equals("dumb")) {
            return false;
        }
        if (!Files.exists(STANDARD_ERROR)) {
            return System.console() != null && System.console().isTerminal();
        }
        try {
            String file = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
        } catch (IOException hidden) {
            return false;
        }
    }
}
