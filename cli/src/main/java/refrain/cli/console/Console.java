package refrain.cli.console;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// Where a command writes: results to standard output, everything else to standard error, both UTF-8 whatever the
/// locale.
public final class Console {
    private static final String TO_START_AND_CLEAR = "\r\033[K";

    /// The narrowest terminal in use.
    private static final int WIDTH = 79;

    private final Writer out;
    private final PrintStream err;
    private final boolean terminal;

    /// @param terminal whether a person watches `err`, so that a line may be written over
    public Console(OutputStream out, OutputStream err, boolean terminal) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    /// Whether standard error is a terminal that can write over a line.
    public boolean isTerminal() {
        return terminal;
    }

    /// Writes a line of results.
    ///
    /// @throws IOException if it cannot be written: the disk is full, or nobody reads the pipe any more
    public void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
        out.flush();
    }

    /// Writes part of a line of results at once, so that it is seen as it is made.
    public void stream(CharSequence text) throws IOException {
        out.append(text);
        out.flush();
    }

    /// Writes part of the results, seen when a line ends.
    public void write(CharSequence text) throws IOException {
        out.append(text);
    }

    /// Writes what [#write] holds back.
    public void flush() throws IOException {
        out.flush();
    }

    /// Tells the person something: a line on standard error.
    public void say(String text) {
        err.print(text + '\n');
        err.flush();
    }

    /// Writes over the terminal's last line on standard error, and does not end it; no text clears it.
    /// @param text is cut where it would wrap and could not be written over
    public void overwrite(String text) {
        err.print(TO_START_AND_CLEAR + text.substring(0, Math.min(WIDTH, text.length())));
        err.flush();
    }

    /// Standard error, for stack traces.
    public PrintStream err() {
        return err;
    }

    /// Standard error as picocli wants it.
    public PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    /// Standard output as picocli wants it, for help and version.
    public PrintWriter outWriter() {
        return new PrintWriter(out, true);
    }
}
