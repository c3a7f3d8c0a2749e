package refrain.cli.console;

import java.util.Locale;

/// A number of things, in words.
public final class Counted {
    private Counted() {}

    /// "1 thread", "1,024 threads".
    /// @param thing whose plural ends in s
    public static String of(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
    }
}
