package refrain.train.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import refrain.kernel.random.SeededRandom;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.TrainingConfig;

/// What a search draws its candidates from: given settings, and which of them may be varied. A candidate is a function
/// of the seed and its number, and what one dimension draws does not depend on which others are free.
/// @param model the given architecture
/// @param config the given training
/// @param free what may differ from it, at least one
/// @see <a href="https://www.jmlr.org/papers/v13/bergstra12a.html">Bergstra and Bengio (2012)</a>, why drawing at
///     random rather than along a grid
public record SearchSpace(ModelConfig model, TrainingConfig config, List<Dimension> free) {
    private static final double[] WIDTHS = {0.5, 0.7, 1, 1.4};

    private static final int MOST_LAYERS = 2;

    /// Steps of the dropout rate, and how many there are.
    private static final float DROPOUT_STEP = 0.05f;

    private static final int DROPOUT_STEPS = 13;

    public SearchSpace {
        free = List.copyOf(free);
        if (free.isEmpty()) {
            throw new IllegalArgumentException("nothing may be varied; leave at least one dimension free");
        }
    }

    /// The first candidates: what is given, and `count` − 1 that are drawn.
    public List<Candidate> draw(long seed, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> draw(seed, number, this))
                .toList();
    }

    private static Candidate draw(long seed, int number, SearchSpace space) {
        if (number == 0) {
            return new Candidate(0, space.model, space.config);
        }
        SeededRandom random = SeededRandom.of(seed, number);
        ModelConfig model = space.model;
        TrainingConfig config = space.config;
        for (Dimension dimension : Dimension.values()) {
            SeededRandom own = SeededRandom.of(random.nextLong());
            if (space.free.contains(dimension)) {
                model = varied(model, dimension, own);
                config = varied(config, dimension, own);
            }
        }
        return new Candidate(number, model, config);
    }

    private static TrainingConfig varied(TrainingConfig config, Dimension dimension, SeededRandom random) {
        return switch (dimension) {
            case RATE -> config.withRate(twoDigits(config.rate() * power(-1, StrictMath.log10(4), random)));
            case DROPOUT ->
                config.withRegularization(config.regularization()
                        .withDropout(Math.round(100 * DROPOUT_STEP * random.nextInt(DROPOUT_STEPS)) / 100f));
            case WEIGHT_DECAY -> config.withWeightDecay(decay(config.optimizer(), random));
            case LAYERS, TIED -> config;
        };
    }

    private static double decay(OptimizerConfig rule, SeededRandom random) {
        if (random.nextBoolean()) {
            return 0;
        }
        return twoDigits(rule instanceof OptimizerConfig.AdamW ? power(-4, -1, random) : power(-7, -5, random));
    }

    private static ModelConfig varied(ModelConfig model, Dimension dimension, SeededRandom random) {
        return switch (dimension) {
            case LAYERS -> with(model, layers(model.layers().getFirst(), random), model.output());
            case TIED -> with(model, model.layers(), new OutputConfig.Softmax(random.nextBoolean()));
            case RATE, DROPOUT, WEIGHT_DECAY -> model;
        };
    }

    private static List<LayerConfig> layers(LayerConfig given, SeededRandom random) {
        String kind = given.spec().split(":", -1)[0];
        long width = Math.round(given.hidden() * WIDTHS[random.nextInt(WIDTHS.length)] / 16) * 16;
        LayerConfig layer = LayerConfig.parse(kind + ":" + Math.max(16, width));
        return Collections.nCopies(1 + random.nextInt(MOST_LAYERS), layer);
    }

    private static ModelConfig with(ModelConfig model, List<LayerConfig> layers, OutputConfig output) {
        InputConfig input =
                output.isTied() ? new InputConfig.Embedding(layers.getLast().outputs()) : model.input();
        return new ModelConfig(model.vocabulary(), input, layers, output);
    }

    /// Ten to a power that is uniform between two.
    private static double power(double least, double most, SeededRandom random) {
        return StrictMath.pow(10, least + (most - least) * random.nextDouble());
    }

    /// Two digits, so that a person can write it down.
    private static double twoDigits(double value) {
        return new BigDecimal(value).round(new MathContext(2)).doubleValue();
    }
}
