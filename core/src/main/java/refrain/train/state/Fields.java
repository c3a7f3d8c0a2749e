package refrain.train.state;

import java.util.Map;
import java.util.function.Function;

/// Values by their names, as a checkpoint holds them.
/// @param text from names to values
public record Fields(Map<String, String> text) {
    /// Whether there is a field of that name.
    public boolean has(String name) {
        return text.containsKey(name);
    }

    /// @throws IllegalArgumentException if it is missing
    public String string(String name) {
        return read(name, Function.identity());
    }

    /// @throws IllegalArgumentException if it is missing or no number
    public double real(String name) {
        return read(name, Double::valueOf);
    }

    /// Whether it is `true`.
    /// @throws IllegalArgumentException if it is missing
    public boolean flag(String name) {
        return read(name, Boolean::valueOf);
    }

    /// @throws IllegalArgumentException if it is missing, no number or negative
    public long count(String name) {
        return count(name, Long.MAX_VALUE);
    }

    /// @throws IllegalArgumentException if it is missing, no number, negative or greater than `most`
    public long count(String name, long most) {
        long count = read(name, Long::valueOf);
        if (count < 0) {
            throw new IllegalArgumentException("%s is %d; it must be at least 0".formatted(name, count));
        }
        if (count > most) {
            throw new IllegalArgumentException("%s is %d; it must be at most %d".formatted(name, count, most));
        }
        return count;
    }

    private <T> T read(String name, Function<String, T> parse) {
        String value = text.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        try {
            return parse.apply(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s is \"%s\"; it must be a number".formatted(name, value), e);
        }
    }
}
