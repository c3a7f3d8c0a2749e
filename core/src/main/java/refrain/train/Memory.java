package refrain.train;

import java.util.Optional;
import refrain.nn.ModelConfig;
import refrain.nn.Regularization;
import refrain.nn.tape.Footprint;
import refrain.text.TokenStore;
import refrain.train.config.TrainingConfig;
import refrain.train.descent.Optimizer;
import refrain.train.engine.Validator;

/// The bytes of heap that a run's arrays take, known before any is taken. The texts are not among them: they are
/// mapped files, but for those that [TokenStore#inMemory] has made, which are on the heap already, as the vocabulary.
/// @param weights of parameters, their gradients, packed copies and the optimizer's moments
/// @param activations of what windows of B streams and T steps keep for the backward pass, and of those that validate
public record Memory(long weights, long activations) {
    static Memory of(ModelConfig model, TrainingConfig config, Optional<TokenStore> validation, int threads) {
        Footprint footprint = Footprint.of(model);
        Regularization rates = config.regularization();
        long weights = footprint.network() + footprint.training(rates) + optimizer(footprint, config);
        long activations =
                footprint.tape(config.batch(), config.steps(), threads, rates) + footprint.state(config.batch());
        if (validation.isEmpty()) {
            return new Memory(weights, activations);
        }
        int streams = Validator.streams(validation.get(), config);
        return new Memory(weights, activations + footprint.evaluationTape(streams, config.steps(), threads));
    }

    private static long optimizer(Footprint footprint, TrainingConfig config) {
        return Optimizer.momentsOf(config) * footprint.copy() + Double.BYTES * footprint.rows();
    }

    public long bytes() {
        return weights + activations;
    }
}
