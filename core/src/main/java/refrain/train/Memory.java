package refrain.train;

import java.util.Optional;
import refrain.kernel.Slots;
import refrain.nn.ModelConfig;
import refrain.nn.tape.Footprint;
import refrain.text.TokenStore;
import refrain.train.config.Craft;
import refrain.train.config.Noise;
import refrain.train.config.TrainingConfig;
import refrain.train.descent.Optimizer;
import refrain.train.engine.BigramCounts;
import refrain.train.engine.Validator;

/// The bytes of heap that a run's arrays take, known before any is taken. The texts are not among them: they are
/// mapped files, but for those that [TokenStore#inMemory] has made, which are on the heap already, as the vocabulary.
/// @param weights of parameters, their gradients, packed copies, the optimizer's moments, averages and sums; where the
///     bigrams that noise is drawn by take more while they are counted than all else later, what they take beyond that
/// @param activations of what windows of B streams and T steps keep for the backward pass, of those that validate, and
///     workers' room
public record Memory(long weights, long activations) {
    static Memory of(
            ModelConfig model,
            TrainingConfig config,
            TokenStore training,
            Optional<TokenStore> validation,
            int threads) {
        Footprint footprint = Footprint.of(model);
        long weights = footprint.network() + footprint.training(config.regularization()) + optimizer(footprint, config);
        long activations = activations(footprint, config, validation, threads);
        long counting = footprint.network() + noise(config, training);
        return new Memory(Math.max(weights, counting - activations), activations);
    }

    private static long activations(
            Footprint footprint, TrainingConfig config, Optional<TokenStore> validation, int threads) {
        int steps = config.craft().windows().capacity(config.steps());
        long training = footprint.tape(config.batch(), steps, threads, config.regularization())
                + footprint.state(config.batch());
        long own = threads * Slots.BYTES;
        return validation.isEmpty()
                ? training + own
                : training
                        + own
                        + footprint.evaluationTape(
                                Validator.streams(validation.get(), config), config.steps(), threads);
    }

    /// What counting the bigrams of a text takes, before anything but the network is there; 0 if none are counted.
    private static long noise(TrainingConfig config, TokenStore training) {
        return config.craft().noise() instanceof Noise.KneserNey
                ? BigramCounts.bytes(training.size(), training.vocabularySize())
                : 0;
    }

    private static long optimizer(Footprint footprint, TrainingConfig config) {
        Craft craft = config.craft();
        long copies = (long) Optimizer.momentsOf(config)
                + (craft.averaging().isSet() ? 1 : 0)
                + (craft.windows().accumulate() > 1 ? 1 : 0);
        return copies * footprint.copy() + Double.BYTES * footprint.rows();
    }

    /// Both together.
    public long bytes() {
        return weights + activations;
    }
}
