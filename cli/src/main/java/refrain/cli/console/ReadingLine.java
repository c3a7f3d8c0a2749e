package refrain.cli.console;

import java.util.Locale;
import java.util.function.LongSupplier;

/// Shows on a terminal how much of a text has been read, on one line that is written over; elsewhere nothing.
public final class ReadingLine implements AutoCloseable {
    private static final long NANOS = 200_000_000L;

    private final Console console;
    private final LongSupplier clock;
    private final LiveLine line;
    private final long start;
    private long tokens;

    public ReadingLine(Console console, LongSupplier clock) {
        this.console = console;
        this.clock = clock;
        line = new LiveLine(console, clock, NANOS, NANOS);
        start = clock.getAsLong();
    }

    /// So many tokens more.
    public void read(int more) {
        tokens += more;
        if (console.isTerminal() && line.isDue()) {
            double seconds = (clock.getAsLong() - start) / 1e9;
            line.show(String.format(
                    Locale.ROOT, "%s read  %,.0f tokens/s", Counted.of(tokens, "token"), tokens / seconds));
        }
    }

    /// Clears the line, and tells the person something.
    public void say(String text) {
        line.clear();
        console.say(text);
    }

    /// Clears the line.
    @Override
    public void close() {
        line.clear();
    }
}
