package refrain.cli.training;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import refrain.cli.console.Console;
import refrain.cli.console.ProgressLine;
import refrain.nn.Regularization;
import refrain.train.Result;
import refrain.train.RunFiles;
import refrain.train.Status;
import refrain.train.TrainingListener;
import refrain.train.config.Averaging;
import refrain.train.config.TrainingConfig;

/// Shows a run to a person while it lasts.
final class TrainingView implements TrainingListener {
    private final RunFiles files;
    private final TrainingConfig config;
    private final boolean resuming;
    private final ProgressLine line;

    /// Loss of the model that training began with, where it was measured.
    private double before = Double.POSITIVE_INFINITY;

    /// @param resuming whether the person asked to go on with an earlier run
    TrainingView(Console console, RunFiles files, TrainingConfig config, boolean resuming) {
        this.files = files;
        this.config = config;
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
    public void planned(long updates, boolean longer) {
        say(
                "the run is to end after %,d updates; --updates %d --schedule %s in place of --minutes repeats it to the"
                        + " byte",
                updates, updates, config.schedule().spec());
        if (longer) {
            say(
                    "that takes longer than --minutes %s, because %s",
                    config.limits().minutes(), reason(updates));
        }
        long warmUp = config.schedule().warmup();
        if (warmUp > updates / 2) {
            say(
                    "for most of them the rate still rises, over %,d updates: give more --minutes, or a --schedule of a"
                            + " shorter warm-up",
                    warmUp);
        }
    }

    /// Why a run cannot end sooner.
    private String reason(long updates) {
        if (config.craft().averaging() instanceof Averaging.From(long begun) && updates == begun + 1) {
            return "the average of the weights begins only then; a lower --average from:U may end it sooner";
        }
        return ("a run with the schedule %s cannot end sooner; where its cool-down is a share of the run, as in"
                        + " trapezoid:200:0.3, it can")
                .formatted(config.schedule().spec());
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
                status.bestValidationLoss().isPresent() ? status.validationLoss() : OptionalDouble.empty(),
                status.tokensPerSecond(),
                status.secondsLeft());
    }

    private static OptionalDouble fraction(long update, OptionalLong updates) {
        return updates.isPresent() ? OptionalDouble.of((double) update / updates.getAsLong()) : OptionalDouble.empty();
    }

    @Override
    public void validated(long update, double loss, boolean best) {
        String format = "update %,d  validation loss %.4f  perplexity %,.2f%s";
        say(format, update, loss, StrictMath.exp(loss), best ? rank(update, loss) : "");
        if (update == 0) {
            before = loss;
        }
    }

    private String rank(long update, double loss) {
        return update > 0 && loss >= before ? "  best so far, worse than before training" : "  best so far";
    }

    @Override
    public void averaging(long update) {
        say("update %,d  validation has stopped improving: from here on the average of the weights counts", update);
    }

    @Override
    public void overfitting(long update, long best) {
        say(
                "update %,d  over-fitting: validation gets worse since update %,d while training gets better%n  %s;"
                        + " the best model is kept",
                update, best, remedy());
    }

    /// What to raise, by what is set.
    private String remedy() {
        Regularization rates = config.regularization();
        float dropout = Math.max(rates.output(), Math.max(rates.input(), rates.layer()));
        if (dropout == 0) {
            return "another time try --dropout 0.2, fewer passes (--epochs), fewer units (--layers) or more text";
        }
        if (dropout < 0.5f) {
            return "another time try --dropout above %s, fewer passes (--epochs), fewer units (--layers) or more text"
                    .formatted(dropout);
        }
        String decay =
                config.weightDecay() == 0 ? "--weight-decay 1e-5" : "--weight-decay above " + config.weightDecay();
        String drop = rates.weightDrop() == 0 ? "--weight-drop 0.3" : "--weight-drop above " + rates.weightDrop();
        return "another time try %s, %s, fewer passes (--epochs), fewer units (--layers) or more text"
                .formatted(decay, drop);
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
