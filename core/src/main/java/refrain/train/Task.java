package refrain.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import refrain.lm.Provenance;
import refrain.nn.ModelConfig;
import refrain.refusal.RefusalException;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.train.checkpoint.Settings;
import refrain.train.config.Averaging;
import refrain.train.config.Limits;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;
import refrain.train.config.Windows;
import refrain.train.pace.Cadence;
import refrain.train.pace.Pace;
import refrain.train.state.Extent;

/// What a run is to do: all that determines its model.
/// @param lastUpdate updates after which the run ends whatever the losses are, minutes aside; [Limits#NO_UPDATES] if
///     there is no such bound
record Task(
        ModelConfig model,
        TrainingConfig config,
        Tokenizer tokenizer,
        Text training,
        Optional<Text> validation,
        long lastUpdate) {
    /// The version of the arithmetic, not of the program: to be raised when equal tasks no longer give equal bytes.
    private static final String VERSION = "0.1.0-4";

    /// Fewer updates than this do not measure a speed.
    private static final int SHORTEST_WARM_UP = 20;

    /// A larger part of a run is left when its number of updates is fixed.
    private static final double LARGEST_TIMED_SHARE = 0.5;

    /// What of a text a task depends on.
    /// @param tokens their number
    /// @param sha256 digest of the text
    record Text(long tokens, String sha256) {
        private static Text of(TokenStore text) {
            return new Text(text.size(), text.textSha256());
        }
    }

    /// @throws IllegalArgumentException if the vocabulary is another or a validation text is missing
    /// @throws RefusalException if the configuration does not go with the length of the run
    Task {
        requireVocabulary(model, "the tokenizer", tokenizer.vocabulary().size());
        requireValidation(config, validation.isPresent());
        requireBound(config);
        requireAverage(config, lastUpdate);
    }

    Task(ModelConfig model, TrainingConfig config, Tokenizer tokenizer, Text training, Optional<Text> validation) {
        this(model, config, tokenizer, training, validation, lastUpdate(config, training));
    }

    private static long lastUpdate(TrainingConfig config, Text training) {
        Limits limits = config.limits();
        Windows windows = config.craft().windows();
        long length = training.tokens() / config.batch();
        if (limits.hasEpochs() && windows.random()) {
            return Math.min(limits.updates(), windows.updates(config, length, limits.epochs()));
        }
        return limits.bound(windows.updates(config, length, 1));
    }

    /// The task of a trainer.
    /// @throws IllegalArgumentException if its parts do not belong together, or the texts were encoded otherwise
    /// @throws RefusalException if the configuration does not go with the length of the run
    static Task of(
            ModelConfig model,
            TrainingConfig config,
            Tokenizer tokenizer,
            TokenStore training,
            Optional<TokenStore> validation) {
        requireEncoded(model, training, tokenizer, "training");
        validation.ifPresent(text -> requireEncoded(model, text, tokenizer, "validation"));
        return new Task(model, config, tokenizer, Text.of(training), validation.map(Text::of));
    }

    private static void requireEncoded(ModelConfig model, TokenStore text, Tokenizer tokenizer, String which) {
        requireVocabulary(model, "the tokenizer", tokenizer.vocabulary().size());
        requireVocabulary(model, "the %s text".formatted(which), text.vocabularySize());
        if (!text.isEncodedBy(tokenizer)) {
            throw new IllegalArgumentException(
                    "the %s text was encoded by another tokenizer than the model's; encode it with this one"
                            .formatted(which));
        }
    }

    private static void requireVocabulary(ModelConfig model, String whose, int size) {
        if (size != model.vocabulary()) {
            throw new IllegalArgumentException(
                    "the model has a vocabulary of %,d symbols; %s has %,d".formatted(model.vocabulary(), whose, size));
        }
    }

    private static void requireValidation(TrainingConfig config, boolean given) {
        if (given) {
            return;
        }
        if (config.limits().needsValidation()) {
            throw new IllegalArgumentException("target-loss and patience need a validation text; there is none");
        }
        if (config.craft().averaging() instanceof Averaging.NonMonotone) {
            throw new IllegalArgumentException("average %s needs a validation text; there is none"
                    .formatted(config.craft().averaging().spec()));
        }
        if (config.schedule() instanceof Schedule.Plateau) {
            throw new IllegalArgumentException("schedule %s needs a validation text; there is none"
                    .formatted(config.schedule().spec()));
        }
    }

    private static void requireAverage(TrainingConfig config, long lastUpdate) {
        if (config.craft().averaging() instanceof Averaging.From(long update) && update >= lastUpdate) {
            throw new RefusalException(
                    "average from:%d in a run that ends after %,d updates: there would be nothing to average"
                            .formatted(update, lastUpdate));
        }
    }

    private static void requireBound(TrainingConfig config) {
        Limits limits = config.limits();
        Schedule schedule = config.schedule();
        if (schedule.needsBound() && !limits.hasMinutes() && !limits.hasUpdates() && !limits.hasEpochs()) {
            throw new RefusalException(schedule.unbounded());
        }
        if (limits.hasMinutes()) {
            requireTimed(schedule);
        }
    }

    /// The number of updates is fixed while the rate rises or stays.
    private static void requireTimed(Schedule schedule) {
        if (schedule.needsBoundAtOnce()) {
            throw new RefusalException(
                    "schedule %s in a run limited by minutes: it needs the number of updates from the first one;"
                                    .formatted(schedule.spec())
                            + " limit the run by updates or epochs alone, or choose cosine or trapezoid");
        }
        if (schedule.boundNeededAt() < SHORTEST_WARM_UP) {
            throw new RefusalException(
                    "schedule %s in a run limited by minutes: the warm-up measures the speed and needs at least %d updates"
                            .formatted(schedule.spec(), SHORTEST_WARM_UP));
        }
        if (schedule instanceof Schedule.Trapezoid(long warmup, double cooldown)
                && cooldown > LARGEST_TIMED_SHARE
                && cooldown < 1) {
            throw new RefusalException(
                    "schedule %s in a run limited by minutes: the speed is measured before it falls; let it fall over at most %s of the run"
                            .formatted(schedule.spec(), LARGEST_TIMED_SHARE));
        }
    }

    private long updatesPerEpoch() {
        return config.craft().windows().updates(config, training.tokens() / config.batch(), 1);
    }

    /// Tokens of the validation text, 0 without one.
    long validationTokens() {
        return validation.map(Text::tokens).orElse(0L);
    }

    Cadence cadence() {
        long window = (long) config.batch()
                * config.steps()
                * config.craft().windows().accumulate();
        return Cadence.of(updatesPerEpoch(), window, validationTokens());
    }

    /// Updates after which the run ends whatever the losses are, as far as it is known by now.
    long bound(RunState state) {
        Limits limits = config.limits();
        return state.plan.isFor(limits) ? Math.min(lastUpdate, state.plan.updates()) : lastUpdate;
    }

    /// Lets a state know what task it is of, for a checkpoint.
    void mark(RunState state) {
        state.extent = new Extent(bound(state), config.limits().minutes(), training.tokens(), validationTokens());
    }

    /// Why a run in this state ends, if it does.
    Optional<Ending> ending(RunState state) {
        Limits limits = config.limits();
        if (state.update >= lastUpdate) {
            return Optional.of(Ending.COMPLETE);
        }
        if (state.update >= bound(state)) {
            return Optional.of(Ending.TIME);
        }
        if (limits.targetLoss() > 0 && state.best.loss() <= limits.targetLoss()) {
            return Optional.of(Ending.TARGET_LOSS);
        }
        boolean outOfPatience =
                limits.patience() != Limits.NO_COUNT && state.validationsSinceBest() >= limits.patience();
        return outOfPatience ? Optional.of(Ending.PATIENCE) : Optional.empty();
    }

    /// What fixes the number of updates, in a run limited by minutes that has not yet done so.
    Optional<Pace> pace(RunState state) {
        double minutes = config.limits().minutes();
        if (!config.limits().hasMinutes() || state.plan.isFor(config.limits())) {
            return Optional.empty();
        }
        return Optional.of(
                new Pace(60 * minutes - state.seconds, config.schedule().boundNeededAt(), state.update));
    }

    Result result(Ending ending, RunState state) {
        OptionalDouble regular = state.validationLosses.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(state.validationLosses.getLast());
        OptionalDouble last = RunState.optional(state.outcome.loss());
        return new Result(
                ending,
                state.update,
                state.epoch,
                state.tokens,
                state.seconds,
                RunState.optional(state.firstLoss),
                last.isPresent() ? last : regular,
                last.isPresent() && state.outcome.isKept() ? last : RunState.optional(state.best.loss()),
                state.outcome.isKept() ? state.update : state.best.update());
    }

    /// What determines the model after the updates of `state`.
    Provenance provenance(RunState state) {
        Map<String, String> recipe = Settings.recipe(config);
        long bound = bound(state);
        if (config.schedule().needsBound() && state.update > config.schedule().freeOfBoundUntil(bound)) {
            recipe.put("schedule-end", String.valueOf(bound));
        }
        return new Provenance(
                VERSION,
                config.seed(),
                state.update,
                training.sha256(),
                validation.map(Text::sha256).orElse(""),
                Provenance.digest(tokenizer),
                config.craft().transfer().initial(),
                recipe.entrySet().stream().map(Object::toString).collect(Collectors.joining(" ")));
    }

    /// What a checkpoint must agree with.
    Settings settings() {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("version", VERSION);
        origin.put("training text", training.sha256());
        origin.put("validation text", validation.map(Text::sha256).orElse("none"));
        origin.put("tokenizer", Provenance.digest(tokenizer));
        return Settings.of(model, config, origin);
    }
}
