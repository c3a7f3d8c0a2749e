package refrain.cli;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import refrain.cli.console.Console;
import refrain.cli.console.ProgressLine;
import refrain.train.Result;
import refrain.train.RunFiles;
import refrain.train.Status;
import refrain.train.TrainingListener;

/// Shows a run to a person while it lasts.
final class TrainingView implements TrainingListener {
    private final Console console;
    private final RunFiles files;
    private final String schedule;
    private final boolean resuming;
    private final ProgressLine line;

    /// @param schedule as on the command line
    /// @param resuming whether the person asked to go on with an earlier run
    TrainingView(Console console, RunFiles files, String schedule, boolean resuming) {
        this.console = console;
        this.files = files;
        this.schedule = schedule;
        this.resuming = resuming;
        this.line = new ProgressLine(console, System::nanoTime);
    }

    @Override
    public void started(Status status) {
        if (status.update() > 0) {
            say("resumed at update %,d", status.update());
        } else if (resuming) {
            say("no checkpoint at %s: starting afresh", files.checkpoint());
        }
    }

    @Override
    public void planned(long updates) {
        say(
                "the time suffices for %,d updates; --updates %d --schedule %s in place of --minutes repeats this run"
                        + " to the byte",
                updates, updates, schedule);
    }

    @Override
    public void updated(Status status) {
        line.show(status, TrainingView::moment);
    }

    private static ProgressLine.Moment moment(Status status) {
        return new ProgressLine.Moment(
                status.update(),
                fraction(status.update(), status.updates()),
                status.loss(),
                status.validationLoss(),
                status.tokensPerSecond(),
                status.secondsLeft());
    }

    private static OptionalDouble fraction(long update, OptionalLong updates) {
        return updates.isPresent() ? OptionalDouble.of((double) update / updates.getAsLong()) : OptionalDouble.empty();
    }

    @Override
    public void validated(long update, double loss, boolean best) {
        if (!console.isTerminal()) {
            String format = "update %,d  validation loss %.4f  perplexity %,.2f%s";
            say(format, update, loss, StrictMath.exp(loss), best ? "  best so far" : "");
        }
    }

    @Override
    public void finished(Result result) {
        line.close();
    }

    /// Leaves the line, whatever became of the run.
    void close() {
        line.close();
    }

    private void say(String format, Object... values) {
        line.say(String.format(Locale.ROOT, format, values));
    }
}
