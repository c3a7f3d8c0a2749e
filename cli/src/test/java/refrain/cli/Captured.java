package refrain.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A console whose streams are kept.
final class Captured {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;

    private Captured(boolean terminal) {
        console = new Console(out, err, terminal);
    }

    static Captured plain() {
        return new Captured(false);
    }

    static Captured terminal() {
        return new Captured(true);
    }

    /// What one run of the command wrote and returned.
    record Run(int code, String out, String err) {
        List<String> outLines() {
            return out.lines().toList();
        }

        List<String> errLines() {
            return err.lines().toList();
        }
    }

    static Run run(Object... arguments) {
        Captured captured = plain();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int code = Main.run(captured.console, words);
        return new Run(code, captured.out(), captured.err());
    }

    Console console() {
        return console;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
