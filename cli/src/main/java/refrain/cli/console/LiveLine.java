package refrain.cli.console;

import java.util.function.LongSupplier;

/// The last line of a terminal, written over again and again, but not oftener than every so many nanoseconds.
final class LiveLine {
    private final Console console;
    private final LongSupplier clock;
    private final long interval;
    private long next;
    private boolean open;

    /// @param wait nanoseconds until it is due for the first time
    LiveLine(Console console, LongSupplier clock, long interval, long wait) {
        this.console = console;
        this.clock = clock;
        this.interval = interval;
        next = clock.getAsLong() + wait;
    }

    /// Whether it is time to write; then not again until the interval is over.
    boolean isDue() {
        long now = clock.getAsLong();
        if (now - next < 0) {
            return false;
        }
        next = now + interval;
        return true;
    }

    void show(String text) {
        console.overwrite(text);
        open = true;
    }

    void clear() {
        if (open) {
            console.overwrite("");
            open = false;
        }
    }
}
