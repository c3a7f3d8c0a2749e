package refrain.cli.options;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/// Numbers on the command line, refused in words instead of by the names of Java's types.
public final class Numbers {
    private Numbers() {}

    /// Lets `line` and its commands read numbers so.
    public static void readBy(CommandLine line) {
        whole(line, int.class, Integer.class, Integer::valueOf);
        whole(line, long.class, Long.class, Long::valueOf);
        register(line, float.class, Float.class, Float::valueOf, "a number");
        register(line, double.class, Double.class, Double::valueOf, "a number");
    }

    private static <T> void whole(CommandLine line, Class<T> primitive, Class<T> type, Function<String, T> read) {
        register(line, primitive, type, read, "a whole number, or is too large");
    }

    private static <T> void register(
            CommandLine line, Class<T> primitive, Class<T> type, Function<String, T> read, String kind) {
        CommandLine.ITypeConverter<T> converter = value -> {
            try {
                return read.apply(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'%s' is not %s".formatted(value, kind));
            }
        };
        line.registerConverter(primitive, converter);
        line.registerConverter(type, converter);
    }
}
