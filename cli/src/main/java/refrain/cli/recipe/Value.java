package refrain.cli.recipe;

import java.util.List;
import java.util.stream.Collectors;

/// What a recipe sets an option to, of the types that options have.
sealed interface Value {
    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    record Real(double number) implements Value {}

    record Truth(boolean truth) implements Value {}

    /// An array of any of the others.
    record Items(List<Value> items) implements Value {}

    /// As a word of the command line; items are joined by commas.
    default String word() {
        return switch (this) {
            case Text(String text) -> text;
            case Whole(long number) -> Long.toString(number);
            case Real(double number) -> Double.toString(number);
            case Truth(boolean truth) -> Boolean.toString(truth);
            case Items(List<Value> items) -> items.stream().map(Value::word).collect(Collectors.joining(","));
        };
    }

    /// What it is, for error messages.
    default String shown() {
        return switch (this) {
            case Text(String text) -> "the string \"" + text + "\"";
            case Whole whole -> word();
            case Real real -> word();
            case Truth truth -> word();
            case Items(List<Value> items) -> items.isEmpty() ? "an empty array" : "the array [" + word() + "]";
        };
    }
}
