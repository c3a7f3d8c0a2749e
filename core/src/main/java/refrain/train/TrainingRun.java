package refrain.train;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import refrain.train.config.Averaging;
import refrain.train.config.Limits;
import refrain.train.engine.Engine;
import refrain.train.engine.Updater;
import refrain.train.engine.Validator;
import refrain.train.pace.Cadence;
import refrain.train.pace.Interrupts;
import refrain.train.pace.Pace;
import refrain.train.pace.RunClock;
import refrain.train.state.Outcome;
import refrain.train.state.Plan;

/// A run under way: updates until a limit is met, with validations, metrics and checkpoints in between.
///
/// A kill at any moment loses nothing but time, because of the order of writes. A checkpoint comes before the
/// model file that holds the same weights, so that the model file is never newer than the checkpoint and
/// whatever a resumed run finds half done it does again, with the same bytes. A last validation that falls
/// between the regular ones is not part of the checkpoint's history, and the model file that its weights replace
/// stays beside it: a run resumed with a later limit goes on as if the earlier one had never been.
final class TrainingRun {
    /// Nats a token that nothing but divergence explains, though saturated units keep them finite; a blind guess
    /// costs ln V, less than 22.
    private static final double LARGEST_LOSS = 10_000;

    private final Task task;
    private final Engine engine;
    private final RunState state;
    private final Store store;
    private final TrainingListener listener;
    private final Interrupts interrupts;
    private final Cadence cadence;
    private final RunClock clock;
    private final RunStatus status;
    private final RunProgress progress;
    private final Optional<Pace> pace;

    TrainingRun(
            Task task, Engine engine, RunState state, Store store, TrainingListener listener, Interrupts interrupts) {
        this.task = task;
        this.engine = engine;
        this.state = state;
        this.store = store;
        this.listener = listener;
        this.interrupts = interrupts;
        this.cadence = task.cadence();
        this.clock = new RunClock(state.seconds);
        this.status = new RunStatus(task, state, clock);
        this.progress = new RunProgress(task, state);
        this.pace = task.pace(state);
    }

    /// Trains until a limit is met or a stop is requested.
    Result run() throws IOException {
        listener.started(status);
        if (isPlanned()) {
            listener.planned(task.bound(state), false);
        }
        Ending ending;
        try {
            ending = train();
        } catch (GivenUpException stopped) {
            ending = Ending.STOPPED;
        }
        Result result = task.result(ending, state);
        listener.finished(result);
        return result;
    }

    private Ending train() throws IOException {
        if (state.update == 0 && engine.validator().isPresent()) {
            validateUntrained();
        }
        Optional<Ending> ending = ending();
        while (ending.isEmpty()) {
            update();
            afterUpdate();
            ending = interrupts.stopRequested() ? Optional.of(Ending.STOPPED) : ending();
        }
        if (ending.get() == Ending.STOPPED) {
            save();
        } else {
            finish();
        }
        return ending.get();
    }

    /// A validation was not waited for. Where it is a regular one, what has been done since the last checkpoint is done
    /// again on resumption: it could not be saved without the validation, which belongs to it.
    private static final class GivenUpException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Optional<Ending> ending() {
        Optional<Ending> pause = interrupts.pausesAfter(state.update) ? Optional.of(Ending.PAUSED) : Optional.empty();
        return task.ending(state).or(() -> pause);
    }

    private void update() {
        double rate = task.config().rate() * task.config().schedule().factor(progress);
        Updater updater = engine.updater();
        long start = System.nanoTime();
        updater.prepare(state.epoch, state.averagedAfter(state.update + 1));
        updater.run(state.update, rate);
        double seconds = (System.nanoTime() - start) / 1e9;
        requireSound("loss", updater.lossSum() / updater.tokens(), LARGEST_LOSS);
        requireSound("gradient's norm", updater.gradientNorm(), Double.MAX_VALUE);
        state.advance(updater);
        clock.updated(updater.lossSum() / updater.tokens(), updater.tokens(), seconds);
        listener.updated(status);
    }

    /// A number of updates that has just been fixed is saved with all that this update brings: no resumption may
    /// measure another, nor miss a validation.
    private void afterUpdate() throws IOException {
        OptionalLong fitting = plan();
        if (engine.validator().isPresent() && cadence.validatesAfter(state.update)) {
            double loss = validationLoss();
            report(OptionalDouble.of(loss));
            keep(loss);
        } else if (cadence.reportsAfter(state.update)) {
            report(OptionalDouble.empty());
        }
        if (fitting.isPresent() || interrupts.checkpointDue()) {
            save();
        }
        if (fitting.isPresent()) {
            listener.planned(task.bound(state), state.plan.updates() > fitting.getAsLong());
        }
    }

    private void validateUntrained() throws IOException {
        state.firstLoss = validationLoss();
        store.report(state, status, OptionalDouble.of(state.firstLoss));
        listener.validated(0, state.firstLoss, false);
    }

    private double validationLoss() {
        engine.exchange(state.averaged());
        OptionalDouble measured = engine.validator().orElseThrow().loss(engine.team(), interrupts::stopOverdue);
        engine.exchange(state.averaged());
        double loss = measured.orElseThrow(GivenUpException::new);
        requireSound("validation loss", loss, LARGEST_LOSS);
        return loss;
    }

    private void keep(double loss) throws IOException {
        boolean best = state.validated(loss);
        if (best) {
            save();
            state.best = state.best.written(store.writeModel(state));
        }
        listener.validated(state.update, loss, best);
        learn();
    }

    /// Begins the average of the weights, and reports over-fitting, when the losses of all validations say so.
    private void learn() throws IOException {
        boolean begun = state.averagingFrom != Limits.NO_UPDATES;
        if (!begun && task.config().craft().averaging().beginsAfter(state.validationLosses)) {
            state.averagingFrom = state.update;
            listener.averaging(state.update);
        }
        if (state.training.firstShowsOverfitting(state.validationLosses)) {
            store.reportOverfitting(state);
            listener.overfitting(state.update, state.best.update());
        }
    }

    /// Measures and writes the last model, unless a regular validation has just done so.
    private void finish() throws IOException {
        boolean measured = engine.validator().isPresent() && cadence.validatesAfter(state.update);
        OptionalDouble last =
                measured || engine.validator().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(lastLoss());
        boolean best = engine.validator().isEmpty() || (last.isPresent() && state.best.isBeatenBy(last.getAsDouble()));
        String written = best ? writeLast() : "";
        state.metricsBytes = store.metricsLength();
        state.seconds = clock.seconds();
        if (last.isPresent() || !(measured || cadence.reportsAfter(state.update))) {
            store.report(state, status, last);
        }
        state.outcome = Outcome.of(last, written);
        store.writeCheckpoint(state);
        listener.checkpointed(state.update);
        last.ifPresent(loss -> listener.validated(state.update, loss, best));
    }

    private double lastLoss() throws IOException {
        try {
            return validationLoss();
        } catch (GivenUpException stopped) {
            save(); // which needs no such validation
            throw stopped;
        }
    }

    private String writeLast() throws IOException {
        save();
        if (state.best.isKnown()) {
            store.supersedeModel();
        }
        return store.writeModel(state);
    }

    private void report(OptionalDouble validationLoss) throws IOException {
        store.report(state, status, validationLoss);
        state.unreported.clear();
    }

    private void save() throws IOException {
        if (!engine.isFinite()) {
            throw diverged("a weight is not a finite number");
        }
        state.seconds = clock.seconds();
        state.metricsBytes = store.metricsLength();
        store.writeCheckpoint(state);
        interrupts.checkpointed();
        listener.checkpointed(state.update);
    }

    /// Fixes the number of updates once the speed is known; how many fit, if it has just done so.
    private OptionalLong plan() {
        if (pace.isEmpty() || isPlanned()) {
            return OptionalLong.empty();
        }
        Pace measured = pace.get();
        if (measured.isMeasured(state.update, clock.training())) {
            long fitting =
                    measured.updates(state.update, clock.elapsed(), clock.training(), validationSeconds(), cadence);
            state.plan = new Plan(
                    Math.max(leastUpdates(), fitting), task.config().limits().minutes());
            return OptionalLong.of(fitting);
        }
        return OptionalLong.empty();
    }

    /// A run cannot end before what it has done already says, nor before the average of its weights begins.
    private long leastUpdates() {
        long least = task.config().schedule().leastUpdates(state.update, task.bound(state));
        return task.config().craft().averaging() instanceof Averaging.From(long update)
                ? Math.max(least, update + 1)
                : least;
    }

    /// Once more than needed, for the machine code; and where all words are learnt from, reading a token takes less
    /// than learning it.
    private double validationSeconds() {
        if (engine.validator().isEmpty()) {
            return 0;
        }
        Validator validator = engine.validator().get();
        validator.seconds(engine.team());
        double seconds = validator.seconds(engine.team());
        boolean sampled = task.config().regularization().samples() > 0;
        return sampled ? seconds : Math.min(seconds, task.validationTokens() / clock.tokensPerSecond());
    }

    private boolean isPlanned() {
        return task.config().limits().hasMinutes()
                && state.plan.isFor(task.config().limits());
    }

    private void requireSound(String what, double value, double largest) {
        if (!(value <= largest)) {
            throw diverged("the %s is %s".formatted(what, value));
        }
    }

    private DivergenceException diverged(String what) {
        return new DivergenceException(
                "update %,d: %s at rate %s; training has diverged%n  try a smaller rate or clip-norm; %s"
                        .formatted(state.update, what, task.config().rate(), store.lastCheckpoint()));
    }
}
