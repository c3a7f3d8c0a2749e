package refrain.train.config;

import static refrain.argument.Argument.require;

import java.util.Locale;

/// An update rule, as data; definitions and default constants are PyTorch's. With g the gradient after clipping,
/// λ the weight decay, η the rate of this update, t its number from 1, p the parameter, each element by itself:
///
/// Except in [AdamW], `g ← g + λ·p` comes first.
public sealed interface OptimizerConfig {
    /// Stochastic gradient descent, `p ← p − η·g`.
    record Sgd() implements OptimizerConfig {}

    /// Heavy ball: `m ← μ·m + g`, `p ← p − η·m`.
    /// @see <a href="https://doi.org/10.1016/0041-5553(64)90137-5">Polyak (1964)</a>
    record Momentum(double momentum) implements OptimizerConfig {
        public Momentum {
            requireBelowOne("momentum", momentum);
        }
    }

    /// Nesterov's momentum: `m ← μ·m + g`, `p ← p − η·(g + μ·m)`.
    /// @see <a href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever et al. (2013)</a>
    record Nesterov(double momentum) implements OptimizerConfig {
        public Nesterov {
            requireBelowOne("momentum", momentum);
        }
    }

    /// `v ← α·v + (1 − α)·g²`, `p ← p − η·g / (√v + ε)`.
    /// @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Tieleman and
    ///     Hinton (2012)</a>, slide 29
    record RmsProp(double alpha, double epsilon) implements OptimizerConfig {
        public RmsProp {
            requireBelowOne("alpha", alpha);
            requireEpsilon(epsilon);
        }
    }

    /// `m ← β₁·m + (1 − β₁)·g`, `v ← β₂·v + (1 − β₂)·g²`, `p ← p − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)`.
    /// @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2015)</a>, algorithm 1
    record Adam(double beta1, double beta2, double epsilon) implements OptimizerConfig {
        public Adam {
            requireBelowOne("beta1", beta1);
            requireBelowOne("beta2", beta2);
            requireEpsilon(epsilon);
        }
    }

    /// Adam with the decay apart from the gradient: first `p ← p − η·λ·p`, then Adam's step.
    /// @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter (2019)</a>, algorithm 2
    record AdamW(double beta1, double beta2, double epsilon) implements OptimizerConfig {
        public AdamW {
            requireBelowOne("beta1", beta1);
            requireBelowOne("beta2", beta2);
            requireEpsilon(epsilon);
        }
    }

    /// The names that [#named] knows, for help and error messages.
    String NAMES = "sgd, momentum, nesterov, rmsprop, adam, adamw";

    /// The rule's name on the command line.
    default String name() {
        return switch (this) {
            case Sgd() -> "sgd";
            case Momentum(double momentum) -> "momentum";
            case Nesterov(double momentum) -> "nesterov";
            case RmsProp(double alpha, double epsilon) -> "rmsprop";
            case Adam(double beta1, double beta2, double epsilon) -> "adam";
            case AdamW(double beta1, double beta2, double epsilon) -> "adamw";
        };
    }

    /// The rule with its constants, as `adam:0.9:0.999:1.0E-8`; equal rules have equal specs.
    default String spec() {
        return switch (this) {
            case Sgd() -> name();
            case Momentum(double momentum) -> name() + ":" + momentum;
            case Nesterov(double momentum) -> name() + ":" + momentum;
            case RmsProp(double alpha, double epsilon) -> name() + ":" + alpha + ":" + epsilon;
            case Adam(double beta1, double beta2, double epsilon) -> name() + ":" + beta1 + ":" + beta2 + ":" + epsilon;
            case AdamW(double beta1, double beta2, double epsilon) ->
                name() + ":" + beta1 + ":" + beta2 + ":" + epsilon;
        };
    }

    /// A rate to start from when none is given. For gradients of the mean loss per token, so plain descent takes
    /// the large rate of a published 1 on the loss summed over 20 steps (Zaremba et al. 2014), momentum 0.9 a
    /// tenth of it. That of Adam is the best of what was tried: docs/measurements.md.
    default double defaultRate() {
        return switch (this) {
            case Sgd() -> 20;
            case Momentum(double momentum) -> 2;
            case Nesterov(double momentum) -> 2;
            case RmsProp(double alpha, double epsilon) -> 0.002;
            case Adam(double beta1, double beta2, double epsilon) -> 0.004;
            case AdamW(double beta1, double beta2, double epsilon) -> 0.004;
        };
    }

    /// This rule with another momentum.
    /// @throws IllegalArgumentException if it has none
    default OptimizerConfig withMomentum(double momentum) {
        return switch (this) {
            case Momentum(double old) -> new Momentum(momentum);
            case Nesterov(double old) -> new Nesterov(momentum);
            case Sgd() -> throw noMomentum(momentum);
            case RmsProp(double alpha, double epsilon) -> throw noMomentum(momentum);
            case Adam(double beta1, double beta2, double epsilon) -> throw noMomentum(momentum);
            case AdamW(double beta1, double beta2, double epsilon) -> throw noMomentum(momentum);
        };
    }

    /// The rule of that name with its default constants.
    /// @throws IllegalArgumentException naming what was found and the names there are
    static OptimizerConfig named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sgd" -> new Sgd();
            case "momentum" -> new Momentum(0.9);
            case "nesterov" -> new Nesterov(0.9);
            case "rmsprop" -> new RmsProp(0.99, 1e-8);
            case "adam" -> new Adam(0.9, 0.999, 1e-8);
            case "adamw" -> new AdamW(0.9, 0.999, 1e-8);
            default -> throw new IllegalArgumentException("optimizer \"%s\" is none of %s".formatted(name, NAMES));
        };
    }

    private IllegalArgumentException noMomentum(double momentum) {
        return new IllegalArgumentException(
                "momentum is %s, but %s has none; choose momentum or nesterov".formatted(momentum, name()));
    }

    private static void requireBelowOne(String name, double value) {
        require(value >= 0 && value < 1, name, value, "at least 0 and less than 1");
    }

    private static void requireEpsilon(double epsilon) {
        require(epsilon >= 1e-30 && epsilon < 1, "epsilon", epsilon, "at least 1e-30 and less than 1");
    }
}
