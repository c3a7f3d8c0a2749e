package refrain.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import refrain.train.config.Limits;
import refrain.train.engine.Updater;
import refrain.train.pace.TrainingHistory;

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

    /// Σ −ln p since the last line of metrics, in nats.
    double lossSum;

    /// Tokens since the last line of metrics.
    long lossTokens;

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

    /// The lowest of [#validationLosses]; NaN before the first.
    double bestLoss = Double.NaN;

    /// Updates done when it was measured; 0 before the first.
    long bestUpdate;

    /// Digest of the model file that holds the best weights; empty until it is written.
    String bestSha256 = "";

    /// The number of updates fixed for a run limited by minutes; [Limits#NO_UPDATES] before it is.
    long planned = Limits.NO_UPDATES;

    /// The limit in minutes that [#planned] was fixed for; infinite before it is.
    double plannedMinutes = Double.POSITIVE_INFINITY;

    /// Updates after which the run was to end when the checkpoint was written.
    long bound = Limits.NO_UPDATES;

    /// The limit in minutes of the run that wrote the checkpoint.
    double limitMinutes = Double.POSITIVE_INFINITY;

    /// Tokens of the training text.
    long trainingTokens;

    /// Tokens of the validation text; 0 without one.
    long validationTokens;

    /// Seconds spent, those before a resumption included.
    double seconds;

    /// Length of the metrics file, in bytes.
    long metricsBytes;

    /// Whether the run has come to its end; one that was stopped has not.
    boolean finished;

    /// The loss of a last validation between the regular ones; NaN if there was none.
    double finalLoss = Double.NaN;

    /// Whether the last model is the one kept.
    boolean finalBest;

    /// Digest of the last model if it is the one kept, else empty.
    String finalSha256 = "";

    /// Counts one update.
    void advance(Updater updater) {
        rate = updater.rate();
        gradientNorm = updater.gradientNorm();
        update++;
        tokens += updater.tokens();
        lossSum += updater.lossSum();
        lossTokens += updater.tokens();
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

    /// Whether a validation has taken place.
    boolean hasBest() {
        return !Double.isNaN(bestLoss);
    }

    /// Whether the run was interrupted before it wrote the best model, whose weights are the current ones then.
    boolean isBestUnwritten() {
        return hasBest() && bestSha256.isEmpty() && bestUpdate == update;
    }

    /// Whether a validation loss is lower than all before.
    boolean isBest(double loss) {
        return Double.isNaN(bestLoss) || loss < bestLoss;
    }

    /// Takes in the loss of a regular validation; whether it is the best so far.
    boolean validated(double loss) {
        boolean best = isBest(loss);
        validationLosses.add(loss);
        training.validated();
        if (best) {
            bestLoss = loss;
            bestUpdate = update;
            bestSha256 = "";
        }
        return best;
    }

    /// How many validations in a row, up to the last, brought no new best.
    int validationsSinceBest() {
        double best = Double.POSITIVE_INFINITY;
        int since = 0;
        for (double loss : validationLosses) {
            since = loss < best ? 0 : since + 1;
            best = Math.min(best, loss);
        }
        return since;
    }

    /// The final model is written.
    /// @param last loss of a validation between the regular ones
    /// @param sha256 digest of the final model if it is the one kept, else empty
    void finish(OptionalDouble last, String sha256) {
        finished = true;
        finalLoss = last.orElse(Double.NaN);
        finalBest = !sha256.isEmpty();
        finalSha256 = sha256;
    }

    /// Digest of the model file of a finished run.
    String keptSha256() {
        return finalBest ? finalSha256 : bestSha256;
    }

    /// A later limit lets the run go on.
    void goOn() {
        finished = false;
        finalLoss = Double.NaN;
        finalBest = false;
        finalSha256 = "";
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
        text.put("lossSum", String.valueOf(lossSum));
        text.put("lossTokens", String.valueOf(lossTokens));
        text.put("rate", String.valueOf(rate));
        text.put("gradientNorm", String.valueOf(gradientNorm));
        text.put(
                "validationLosses",
                String.join(" ", validationLosses.stream().map(String::valueOf).toList()));
        text.put("training", training.toText());
        text.put("averagingFrom", String.valueOf(averagingFrom));
        text.put("firstLoss", String.valueOf(firstLoss));
        text.put("bestLoss", String.valueOf(bestLoss));
        text.put("bestUpdate", String.valueOf(bestUpdate));
        text.put("bestSha256", bestSha256);
        text.put("planned", String.valueOf(planned));
        text.put("plannedMinutes", String.valueOf(plannedMinutes));
        text.put("bound", String.valueOf(bound));
        text.put("limitMinutes", String.valueOf(limitMinutes));
        text.put("trainingTokens", String.valueOf(trainingTokens));
        text.put("validationTokens", String.valueOf(validationTokens));
        text.put("seconds", String.valueOf(seconds));
        text.put("metricsBytes", String.valueOf(metricsBytes));
        text.put("finished", String.valueOf(finished));
        text.put("finalLoss", String.valueOf(finalLoss));
        text.put("finalBest", String.valueOf(finalBest));
        text.put("finalSha256", finalSha256);
        return text;
    }

    /// @throws IllegalArgumentException naming what is missing or malformed
    static RunState of(Map<String, String> text) {
        RunState state = new RunState();
        state.update = count(text, "update");
        state.epoch = epochs(text);
        state.step = count(text, "step");
        state.tokens = count(text, "tokens");
        state.lossSum = read(text, "lossSum", Double::valueOf);
        state.lossTokens = count(text, "lossTokens");
        state.rate = read(text, "rate", Double::valueOf);
        state.gradientNorm = read(text, "gradientNorm", Double::valueOf);
        for (String loss : read(text, "validationLosses", Function.identity()).split(" ")) {
            if (!loss.isEmpty()) {
                state.validationLosses.add(Double.valueOf(loss));
            }
        }
        state.readLater(text);
        state.firstLoss = read(text, "firstLoss", Double::valueOf);
        state.bestLoss = read(text, "bestLoss", Double::valueOf);
        state.bestUpdate = count(text, "bestUpdate");
        state.bestSha256 = read(text, "bestSha256", Function.identity());
        state.planned = count(text, "planned");
        state.plannedMinutes = read(text, "plannedMinutes", Double::valueOf);
        state.bound = count(text, "bound");
        state.limitMinutes = read(text, "limitMinutes", Double::valueOf);
        state.trainingTokens = count(text, "trainingTokens");
        state.validationTokens = count(text, "validationTokens");
        state.seconds = read(text, "seconds", Double::valueOf);
        state.metricsBytes = count(text, "metricsBytes");
        state.finished = read(text, "finished", Boolean::valueOf);
        state.finalLoss = read(text, "finalLoss", Double::valueOf);
        state.finalBest = read(text, "finalBest", Boolean::valueOf);
        state.finalSha256 = read(text, "finalSha256", Function.identity());
        return state;
    }

    /// What checkpoints have not held from the first.
    private void readLater(Map<String, String> text) {
        if (text.containsKey("training")) {
            training = TrainingHistory.of(read(text, "training", Function.identity()));
        }
        if (text.containsKey("averagingFrom")) {
            averagingFrom = count(text, "averagingFrom");
        }
    }

    private static int epochs(Map<String, String> text) {
        long epochs = count(text, "epoch");
        if (epochs > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "epoch is %d; it must be at most %d".formatted(epochs, Integer.MAX_VALUE));
        }
        return (int) epochs;
    }

    private static long count(Map<String, String> text, String name) {
        long count = read(text, name, Long::valueOf);
        if (count < 0) {
            throw new IllegalArgumentException("%s is %d; it must be at least 0".formatted(name, count));
        }
        return count;
    }

    private static <T> T read(Map<String, String> text, String name, Function<String, T> parse) {
        String value = text.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        try {
            return parse.apply(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s is \"%s\"; it must be a number".formatted(name, value), e);
        }
    }
}
