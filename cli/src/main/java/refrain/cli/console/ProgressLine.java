package refrain.cli.console;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Shows how training goes: one line written over again and again on a terminal, a plain line now and then
/// where standard error is a file or a pipe.
public final class ProgressLine {
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    private final Console console;
    private final LiveLine line;

    public ProgressLine(Console console, LongSupplier clock) {
        this.console = console;
        this.line = new LiveLine(console, clock, console.isTerminal() ? TERMINAL_NANOS : PLAIN_NANOS, 0);
    }

    /// Where training stands.
    ///
    /// @param fraction how much of the run is done, if its end is known
    /// @param loss of the training batches of late, in nats a token
    /// @param validation loss of the last validation, if there was one
    public record Moment(
            long update,
            OptionalDouble fraction,
            double loss,
            OptionalDouble validation,
            double tokensPerSecond,
            OptionalDouble secondsLeft) {
        String text() {
            StringBuilder text = new StringBuilder();
            fraction.ifPresent(done -> text.append(format("%3.0f %%  ", 100 * done)));
            text.append(format("update %,d  loss %.3f", update, loss));
            validation.ifPresent(nats -> text.append(format("  valid. ppl %,.2f", StrictMath.exp(nats))));
            text.append(format("  %,.0f tokens/s", tokensPerSecond));
            secondsLeft.ifPresent(
                    seconds -> text.append("  ").append(Durations.text(seconds)).append(" left"));
            return text.toString();
        }

        private static String format(String format, Object... values) {
            return String.format(Locale.ROOT, format, values);
        }
    }

    /// Shows the moment that `view` makes of a status, unless another was shown just now.
    public <S> void show(S status, Function<S, Moment> view) {
        if (!line.isDue()) {
            return;
        }
        String text = view.apply(status).text();
        if (console.isTerminal()) {
            line.show(text);
        } else {
            console.say(text);
        }
    }

    /// Says something that stays, above the line.
    public void say(String text) {
        close();
        console.say(text);
    }

    /// Clears the line.
    public void close() {
        line.clear();
    }
}
