package refrain.cli.recipe;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Which options of a command a recipe may set, and how: known from the command itself, so that an option it gains is
/// an option of recipes.
record RecipeKeys(List<OptionSpec> options) {
    /// What is asked of one run, or of one person's machine.
    private static final List<String> OF_A_RUN = List.of(
            "resume", "overwrite", "json", "debug", "search", "search-updates", "search-trials", "threads", "kernels");

    private static final List<Class<?>> WHOLE =
            List.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);
    private static final List<Class<?>> REAL = List.of(float.class, Float.class, double.class, Double.class);

    static RecipeKeys of(CommandSpec command) {
        return new RecipeKeys(List.copyOf(command.options()));
    }

    static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /// The words of the command line that say the same as a setting.
    /// @throws IllegalArgumentException if no option has that name, a recipe may not set it, or the value is of
    ///     another type
    List<String> words(Setting setting) {
        OptionSpec option = options.stream()
                .filter(candidate -> key(candidate).equals(setting.key()))
                .findFirst()
                .orElseThrow(() -> unknown(setting));
        complaint(option).ifPresent(complaint -> {
            throw setting.place().refusal(complaint);
        });
        String expected = expected(option, setting.value());
        if (!expected.isEmpty()) {
            throw setting.place()
                    .refusal("%s is %s; it must be %s"
                            .formatted(setting.key(), setting.value().shown(), expected));
        }
        return values(option, setting.value())
                .map(value -> option.longestName() + "=" + value.word())
                .toList();
    }

    private static Stream<Value> values(OptionSpec option, Value value) {
        return option.isMultiValue() && value instanceof Value.Items(List<Value> items)
                ? items.stream()
                : Stream.of(value);
    }

    private IllegalArgumentException unknown(Setting setting) {
        List<String> known = options.stream()
                .filter(option -> complaint(option).isEmpty())
                .map(RecipeKeys::key)
                .toList();
        String nearest = Nearest.to(setting.key(), known)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("");
        return setting.place()
                .refusal(("unknown key \"%s\"%s%n  keys are the options of refrain train without --, and"
                                + " description and result")
                        .formatted(setting.key(), nearest));
    }

    /// Why a recipe may not set this option, if so.
    private static Optional<String> complaint(OptionSpec option) {
        String key = key(option);
        if (type(option).equals(Path.class) || type(option).equals(File.class)) {
            return Optional.of("%s names a file, and a recipe serves any text; give %s on the command line"
                    .formatted(key, option.longestName()));
        }
        if (OF_A_RUN.contains(key) || option.usageHelp() || option.versionHelp()) {
            return Optional.of("%s is said of one run, not of how to train; give %s on the command line"
                    .formatted(key, option.longestName()));
        }
        return Optional.empty();
    }

    private static Class<?> type(OptionSpec option) {
        return option.isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
    }

    /// What the value should be, in words; empty if it is that.
    private static String expected(OptionSpec option, Value value) {
        Class<?> type = type(option);
        if (value instanceof Value.Items(List<Value> items)) {
            boolean list = option.isMultiValue() || !isPlain(type);
            return list && !items.isEmpty() ? "" : "one value";
        }
        if (type.equals(boolean.class) || type.equals(Boolean.class)) {
            return value instanceof Value.Truth ? "" : "true or false";
        }
        if (WHOLE.contains(type)) {
            return value instanceof Value.Whole ? "" : "an integer";
        }
        if (REAL.contains(type)) {
            return value instanceof Value.Whole || value instanceof Value.Real ? "" : "a number";
        }
        return value instanceof Value.Truth ? "a string" : "";
    }

    private static boolean isPlain(Class<?> type) {
        return type.equals(boolean.class)
                || type.equals(Boolean.class)
                || WHOLE.contains(type)
                || REAL.contains(type)
                || type.isEnum();
    }
}
