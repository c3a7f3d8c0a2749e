package refrain.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import refrain.train.config.Limits;
import refrain.train.engine.Updater;
import refrain.train.pace.TrainingHistory;
import refrain.train.state.Best;
import refrain.train.state.Extent;
import refrain.train.state.Fields;
import refrain.train.state.Outcome;
import refrain.train.state.Plan;
import refrain.train.state.Unreported;

/// Where a run stands, weights and moments aside: what a checkpoint keeps as text.
final class RunState {
    /// Updates done; also the number of the next one.
    long update;

    /// Passes over the training text completed.
    int epoch;

    /// Step within the current pass that the next window begins with.
    long step;

    /// Training tokens read.
    long tokens;

    /// The loss since the last line of metrics.
    Unreported unreported = new Unreported();

    /// Learning rate of the last update.
    double rate;

    /// L2 norm of the last update's gradient before it was scaled.
    double gradientNorm;

    /// Updates done when the average of the weights began; [Limits#NO_UPDATES] before it does.
    long averagingFrom = Limits.NO_UPDATES;

    /// Mean training losses between the validations.
    TrainingHistory training = new TrainingHistory();

    /// Losses of all validations after an update, oldest first.
    final List<Double> validationLosses = new ArrayList<>();

    /// The validation loss before the first update; NaN if there is none.
    double firstLoss = Double.NaN;

    /// The best of [#validationLosses].
    Best best = Best.NONE;

    /// The number of updates fixed for a run limited by minutes.
    Plan plan = Plan.NONE;

    /// How far the run that wrote the checkpoint was to go.
    Extent extent = Extent.UNKNOWN;

    /// Seconds spent, those before a resumption included.
    double seconds;

    /// Length of the metrics file, in bytes.
    long metricsBytes;

    /// How the run ended.
    Outcome outcome = Outcome.OPEN;

    /// Counts one update.
    void advance(Updater updater) {
        rate = updater.rate();
        gradientNorm = updater.gradientNorm();
        update++;
        tokens += updater.tokens();
        unreported.add(updater.lossSum(), updater.tokens());
        training.add(updater.lossSum(), updater.tokens());
        step = updater.position();
        if (step == 0) {
            epoch++;
        }
    }

    /// Updates that the average of the weights holds after so many updates; 0 before it begins.
    long averagedAfter(long updates) {
        return Math.max(0, updates - averagingFrom);
    }

    /// Updates that it holds now.
    long averaged() {
        return averagedAfter(update);
    }

    /// Whether the run was interrupted before it wrote the best model, whose weights are the current ones then.
    boolean isBestUnwritten() {
        return best.isKnown() && best.sha256().isEmpty() && best.update() == update;
    }

    /// Takes in the loss of a regular validation; whether it is the best so far.
    boolean validated(double loss) {
        boolean better = best.isBeatenBy(loss);
        validationLosses.add(loss);
        training.validated();
        if (better) {
            best = new Best(loss, update, "");
        }
        return better;
    }

    /// How many validations in a row, up to the last, brought no new best.
    int validationsSinceBest() {
        double lowest = Double.POSITIVE_INFINITY;
        int since = 0;
        for (double loss : validationLosses) {
            since = loss < lowest ? 0 : since + 1;
            lowest = Math.min(lowest, loss);
        }
        return since;
    }

    /// Digest of the model file of a finished run.
    String keptSha256() {
        return outcome.isKept() ? outcome.sha256() : best.sha256();
    }

    static OptionalDouble optional(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    Map<String, String> toText() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("update", String.valueOf(update));
        text.put("epoch", String.valueOf(epoch));
        text.put("step", String.valueOf(step));
        text.put("tokens", String.valueOf(tokens));
        unreported.put(text);
        text.put("rate", String.valueOf(rate));
        text.put("gradientNorm", String.valueOf(gradientNorm));
        text.put(
                "validationLosses",
                String.join(" ", validationLosses.stream().map(String::valueOf).toList()));
        text.put("training", training.toText());
        text.put("averagingFrom", String.valueOf(averagingFrom));
        text.put("firstLoss", String.valueOf(firstLoss));
        best.put(text);
        plan.put(text);
        extent.put(text);
        text.put("seconds", String.valueOf(seconds));
        text.put("metricsBytes", String.valueOf(metricsBytes));
        outcome.put(text);
        return text;
    }

    /// @throws IllegalArgumentException naming what is missing or malformed
    static RunState of(Map<String, String> text) {
        Fields fields = new Fields(text);
        RunState state = new RunState();
        state.update = fields.count("update");
        state.epoch = (int) fields.count("epoch", Integer.MAX_VALUE);
        state.step = fields.count("step");
        state.tokens = fields.count("tokens");
        state.unreported = Unreported.of(fields);
        state.rate = fields.real("rate");
        state.gradientNorm = fields.real("gradientNorm");
        state.readLosses(fields);
        state.best = Best.of(fields);
        state.plan = Plan.of(fields);
        state.extent = Extent.of(fields);
        state.seconds = fields.real("seconds");
        state.metricsBytes = fields.count("metricsBytes");
        state.outcome = Outcome.of(fields);
        return state;
    }

    /// Checkpoints have not held all of these from the first.
    private void readLosses(Fields fields) {
        for (String loss : fields.string("validationLosses").split(" ")) {
            if (!loss.isEmpty()) {
                validationLosses.add(Double.valueOf(loss));
            }
        }
        if (fields.has("training")) {
            training = TrainingHistory.of(fields.string("training"));
        }
        if (fields.has("averagingFrom")) {
            averagingFrom = fields.count("averagingFrom");
        }
        firstLoss = fields.real("firstLoss");
    }
}
