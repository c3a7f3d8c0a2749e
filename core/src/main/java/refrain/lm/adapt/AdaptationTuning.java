package refrain.lm.adapt;

import java.util.List;

/// The settings under which an adapting model makes a text most probable, and where it is a mixture, its weights
/// then.
/// @param weights of the members; 1 for a model alone
/// @param lossBefore of the model without adaptation, mixed with its own best weights, in nats a token
/// @param loss with it
/// @param tokens that settings were tuned on
public record AdaptationTuning(
        Adaptation adaptation, List<Double> weights, double lossBefore, double loss, int tokens) {
    public AdaptationTuning {
        weights = List.copyOf(weights);
    }

    /// Settings that were tried.
    /// @param loss in nats a token; infinite where the weights grew without bound
    public record Trial(Adaptation adaptation, double loss) {}

    /// Follows a tuning while it goes on.
    @FunctionalInterface
    public interface Watch {
        /// Settings were tried.
        void tried(Trial trial);

        /// A model has read so many more tokens.
        default void read(int tokens) {}
    }
}
