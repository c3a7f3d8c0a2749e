package refrain.train.config;

import static refrain.argument.Argument.require;

/// How large a gradient may be. Values are clipped first, then the norm of what is left.
/// @param norm largest L2 norm of the whole gradient, infinite for none; a longer one is scaled down to it
/// @param value largest magnitude of one element, infinite for none
/// @see <a href="https://arxiv.org/abs/1211.5063">Pascanu, Mikolov and Bengio (2013)</a>, algorithm 1
public record Clipping(float norm, float value) {
    /// Gradients as they come.
    public static final Clipping NONE = new Clipping(Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);

    public Clipping {
        require(norm > 0, "clip-norm", norm, "greater than 0");
        require(value > 0, "clip-value", value, "greater than 0");
    }

    public Clipping withNorm(float norm) {
        return new Clipping(norm, value);
    }

    public Clipping withValue(float value) {
        return new Clipping(norm, value);
    }

    /// Whether the norm of the whole gradient is limited.
    public boolean limitsNorm() {
        return norm != Float.POSITIVE_INFINITY;
    }

    /// Whether each value is limited.
    public boolean limitsValue() {
        return value != Float.POSITIVE_INFINITY;
    }
}
