package refrain.cli.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.Regularization;
import refrain.train.config.Limits;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;

/// What `train` does where the person chose nothing: a function of the size of the text, of its vocabulary and of the
/// limits, never of the machine, so that the same command gives the same model anywhere. Of the training it sets batch,
/// schedule, dropout, penalties and limits: what help calls "by the size of the text".
/// @param begun the schedule of the run that goes on, which limits no longer change
record Defaults(
        InputConfig input, List<LayerConfig> layers, TrainingConfig training, long tokens, Optional<Schedule> begun) {
    /// Updates over which the rate rises, of a run ten times as long.
    private static final long WARM_UP = 200;

    /// Minutes from which on a run rises for so long; how many updates shorter ones will have is not known yet.
    private static final double LONG = 3;

    /// More kinds of token than this are words: they want a wide embedding, and their models over-fit sooner.
    private static final int CHARACTERS = 1_000;

    private static final float DROPOUT_OF_WORDS = 0.4f;

    /// α and β of Merity et al. (2017), for words where anything is dropped.
    private static final float ACTIVATION_PENALTY = 2;

    private static final float TEMPORAL_PENALTY = 1;

    /// The defaults for a text of `tokens` training tokens of `vocabulary` kinds.
    public static Defaults of(long tokens, int vocabulary) {
        if (tokens < 512) {
            // A note: hardly enough for one stream.
            return of(tokens, vocabulary, "lstm:32", 1, 0, 100);
        }
        if (tokens < 20_000) {
            // A few pages: more weights than this only learn the pages by heart, and so do more passes, here and
            // below: docs/measurements.md.
            return of(tokens, vocabulary, "lstm:64", 8, 0, vocabulary > CHARACTERS ? 10 : 20);
        }
        if (tokens < 300_000) {
            // A short book: still more weights than tokens, so some dropping.
            return of(tokens, vocabulary, "lstm:256", 16, 0.2f, vocabulary > CHARACTERS ? 6 : 10);
        }
        if (tokens < 5_000_000) {
            // A book to a shelf of them: the widest layer that two cores train through in minutes.
            return of(tokens, vocabulary, "lstm:512", 32, 0.2f, vocabulary > CHARACTERS ? 10 : 4);
        }
        if (tokens < 50_000_000) {
            // A library: two layers have the text to fill them, few passes suffice.
            return of(tokens, vocabulary, "lstm:512,lstm:512", 50, 0.1f, vocabulary > CHARACTERS ? 6 : 4);
        }
        // More than the weights can hold: nothing needs dropping.
        return of(tokens, vocabulary, "lstm:512,lstm:512", 64, 0, 2);
    }

    private static Defaults of(long tokens, int vocabulary, String layers, int batch, float dropout, int epochs) {
        boolean words = vocabulary > CHARACTERS;
        List<LayerConfig> stack =
                Stream.of(layers.split(",")).map(LayerConfig::parse).toList();
        float rate = words && dropout > 0 ? DROPOUT_OF_WORDS : dropout;
        Regularization regularization = new Regularization(words ? rate : 0, rate, rate, 0);
        if (words && dropout > 0) {
            regularization = regularization.withPenalties(ACTIVATION_PENALTY, TEMPORAL_PENALTY);
        }
        int embedding = words
                ? stack.getFirst().hidden()
                : Math.min(64, stack.getFirst().hidden());
        TrainingConfig training = TrainingConfig.DEFAULT
                .withBatch(batch)
                .withRegularization(regularization)
                .withLimits(Limits.epochs(epochs));
        return new Defaults(new InputConfig.Embedding(embedding), stack, training, tokens, Optional.empty());
    }

    /// The defaults of a run that goes on with a schedule.
    public Defaults goingOn(Schedule schedule) {
        return new Defaults(input, layers, training, tokens, Optional.of(schedule));
    }

    /// The schedule of a run of `config`, whose own is not looked at: that of the run that goes on, or a trapezoid
    /// where there is an end, otherwise
    /// lower whenever validation stops improving.
    public Schedule schedule(TrainingConfig config) {
        return begun.orElseGet(() -> chosen(config));
    }

    private Schedule chosen(TrainingConfig config) {
        Limits limits = config.limits();
        boolean planned = limits.updates() != Limits.NO_UPDATES || limits.epochs() != Limits.NO_COUNT;
        if (!planned && Double.isInfinite(limits.minutes())) {
            return new Schedule.Plateau(2, 2);
        }
        long updates = limits.updates();
        if (limits.epochs() != Limits.NO_COUNT) {
            long windows = Math.ceilDiv(Math.max(1, tokens), (long) config.batch() * config.steps());
            long epoch = Math.ceilDiv(windows, config.craft().windows().accumulate());
            updates = Math.min(updates, epoch * limits.epochs());
        }
        double most = Double.isInfinite(limits.minutes()) ? WARM_UP : WARM_UP * limits.minutes() / LONG;
        long warmUp = Math.clamp((long) Math.min(most, updates / 10.0), 1, WARM_UP);
        return new Schedule.Trapezoid(warmUp);
    }
}
