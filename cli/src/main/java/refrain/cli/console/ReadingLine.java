package refrain.cli.console;

import java.util.Locale;
import java.util.function.LongSupplier;

/// Shows on a terminal how much of a text has been read, on one line that is written over; elsewhere nothing.
public final class ReadingLine implements AutoCloseable {
    private static final long NANOS = 200_000_000L;

    private final Console console;
    private final LongSupplier clock;
    private final long start;
    private long next;
    private long tokens;
    private boolean open;

    public ReadingLine(Console console, LongSupplier clock) {
        this.console = console;
        this.clock = clock;
        start = clock.getAsLong();
        next = start + NANOS;
    }

    /// A token more.
    public void read() {
        tokens++;
        if (!console.isTerminal()) {
            return;
        }
        long now = clock.getAsLong();
        if (now - next >= 0) {
            next = now + NANOS;
            open = true;
            double seconds = (now - start) / 1e9;
            console.overwrite(String.format(Locale.ROOT, "%,d tokens read  %,.0f tokens/s", tokens, tokens / seconds));
        }
    }

    /// Clears the line.
    @Override
    public void close() {
        if (open) {
            console.overwrite("");
            open = false;
        }
    }
}
