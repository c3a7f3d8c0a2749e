package refrain.cli.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Lays a recipe under the options that a person gave: what they gave stays, the rest is as if they had written it.
/// The command is parsed once more, recipe included, so that every value goes the way of an option.
public final class RecipeArguments {
    /// Options that leave a key of a recipe without a meaning, and could not stand beside it.
    private static final Map<String, String> INSTEAD = Map.of(
            "valid-fraction", "valid", "units", "tokenizer", "vocabulary", "tokenizer", "min-count", "tokenizer");

    private final CommandSpec command;
    private final CommandLine root;
    private final RecipeKeys keys;
    private final List<String> before;
    private final List<String> after;
    private final List<String> given;

    private RecipeArguments(CommandSpec command) {
        this.command = command;
        this.root = command.root().commandLine();
        this.keys = RecipeKeys.of(command);
        List<String> words = root.getParseResult().expandedArgs();
        int own = words.indexOf(command.name()) + 1;
        this.before = List.copyOf(words.subList(0, own));
        this.after = List.copyOf(words.subList(own, words.size()));
        this.given = command.commandLine().getParseResult().matchedOptions().stream()
                .map(RecipeKeys::key)
                .toList();
    }

    /// The recipe in a file; what is wrong with it is wrong usage of the command.
    /// @throws IOException if the file cannot be read
    public static Recipe read(CommandSpec command, Path file) throws IOException {
        try {
            return Recipe.read(file);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(command.commandLine(), refused.getMessage(), refused);
        }
    }

    /// Parses a command that was parsed already once more, with a recipe.
    /// @param check what the command makes of its options; an [IllegalArgumentException] refuses them
    /// @return what the check makes
    /// @throws ParameterException naming the line of the recipe, if one is at fault
    public static <T> T apply(CommandSpec command, Recipe recipe, Supplier<T> check) {
        return new RecipeArguments(command).apply(recipe, check);
    }

    private <T> T apply(Recipe recipe, Supplier<T> check) {
        List<Setting> settings = recipe.settings().stream()
                .filter(this::isUnderstood)
                .filter(setting -> !given.contains(setting.key()))
                .filter(setting -> !given.contains(INSTEAD.getOrDefault(setting.key(), setting.key())))
                .toList();
        try {
            parse(settings);
            return check.get();
        } catch (ParameterException | IllegalArgumentException refused) {
            List<Setting> guilty = Blame.of(settings, some -> complaint(some, check));
            parse(List.of());
            throw new ParameterException(command.commandLine(), located(refused.getMessage(), guilty), refused);
        }
    }

    private boolean isUnderstood(Setting setting) {
        try {
            return !keys.words(setting).isEmpty();
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(command.commandLine(), refused.getMessage(), refused);
        }
    }

    private void parse(List<Setting> settings) {
        List<String> words = new ArrayList<>(before);
        settings.forEach(setting -> words.addAll(keys.words(setting)));
        words.addAll(after);
        root.parseArgs(words.toArray(String[]::new));
    }

    private Optional<String> complaint(List<Setting> settings, Supplier<?> check) {
        try {
            parse(settings);
            var _ = check.get();
            return Optional.empty();
        } catch (ParameterException | IllegalArgumentException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /// The place is that of the last of several lines that contradict each other.
    private static String located(@Nullable String message, List<Setting> guilty) {
        return guilty.isEmpty() ? String.valueOf(message) : guilty.getLast().place() + ": " + message;
    }
}
