package refrain.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Commands as a person can copy them into a shell.
public final class CommandLineText {
    private CommandLineText() {}

    /// The command that goes on with the run that `arguments` began.
    public static String resuming(List<String> arguments) {
        List<String> kept = arguments.stream()
                .filter(word -> !word.equals("--resume") && !word.equals("--overwrite"))
                .toList();
        return of(kept) + " --resume";
    }

    /// `arguments` without some options, given as `--name value` or `--name=value`.
    public static List<String> without(List<String> arguments, List<String> options) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (options.contains(word)) {
                i++;
            } else if (!options.contains(word.split("=", 2)[0])) {
                kept.add(word);
            }
        }
        return kept;
    }

    /// The command with these arguments, called as this process was: the launcher says how.
    public static String of(List<String> arguments) {
        String command = quoted(System.getProperty("refrain.command", "refrain"));
        return arguments.stream().map(CommandLineText::quoted).collect(Collectors.joining(" ", command + " ", ""));
    }

    /// A word as the shell reads it back.
    public static String quoted(String word) {
        return word.matches("[\\p{L}\\p{N}_./:,=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
