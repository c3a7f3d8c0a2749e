package refrain.train.descent;

import java.util.List;
import refrain.train.config.OptimizerConfig;

/// How one element of a parameter moves: the arithmetic of an [OptimizerConfig]. Loops over elements are plain
/// Java, each operation rounded once, so that the vectors the compiler makes of them give the same bits.
///
/// Moments decay towards zero where a gradient stays zero, as for words that have not occurred for long, and
/// arithmetic on denormal numbers is slow. So every moment is computed with [#FLOOR] inside its sum and FLOOR
/// taken off again: that rounds it to a multiple of 2⁻¹¹⁴, zero or a normal number, and one above 2⁻⁶⁵ differs
/// by no more than a rounding.
sealed interface UpdateRule permits PlainDescent, MomentumDescent, RmsPropagation, AdaptiveMoments {
    /// 2⁻⁹⁰, far below any gradient that matters and far above any denormal number.
    float FLOOR = 0x1p-90f;

    /// The rule of a configuration.
    static UpdateRule of(OptimizerConfig config, double decay) {
        return switch (config) {
            case OptimizerConfig.Sgd() -> new PlainDescent(decay);
            case OptimizerConfig.Momentum(double momentum) -> new MomentumDescent(momentum, false, decay);
            case OptimizerConfig.Nesterov(double momentum) -> new MomentumDescent(momentum, true, decay);
            case OptimizerConfig.RmsProp(double alpha, double epsilon) -> new RmsPropagation(alpha, epsilon, decay);
            case OptimizerConfig.Adam adam -> new AdaptiveMoments(adam.beta1(), adam.beta2(), adam.epsilon(), decay, 0);
            case OptimizerConfig.AdamW adam ->
                new AdaptiveMoments(adam.beta1(), adam.beta2(), adam.epsilon(), 0, decay);
        };
    }

    /// PyTorch's names of what the rule remembers for each element.
    List<String> moments();

    /// Whether an element whose gradient is zero stays as it is, and so rows without gradient may be left out.
    boolean isLazy();

    /// Fixes the constants of one update.
    /// @param update how many there were before it, of the parameters that the rule is for
    /// @param rate learning rate η after the schedule
    /// @param scale what every gradient is multiplied by first
    void prepare(long update, double rate, float scale);

    /// Moves the elements `from` to `to` (exclusive) of a parameter.
    /// @param p values
    /// @param g gradients
    /// @param moments one array for each of [#moments()]
    void apply(float[] p, float[] g, float[][] moments, int from, int to);
}
