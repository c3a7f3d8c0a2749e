package refrain.train.config;

import static refrain.argument.Argument.require;

/// What weights must satisfy after every update. Matrices are held to it, biases are not; clipping comes first.
/// @param clip largest magnitude c of a weight, infinite for none: weights are clamped to [−c, c]
/// @param maxNorm largest L2 norm of a row of a weight matrix, that is of one unit's incoming weights, infinite
///     for none; longer rows are scaled down to it
/// @see <a href="https://arxiv.org/abs/1207.0580">Hinton et al. (2012)</a>, the norm of each unit's incoming
///     weights
public record WeightConstraint(float clip, float maxNorm) {
    /// Weights are free.
    public static final WeightConstraint NONE = new WeightConstraint(Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);

    public WeightConstraint {
        require(clip > 0, "weight-clip", clip, "greater than 0");
        require(maxNorm > 0, "max-norm", maxNorm, "greater than 0");
    }

    public WeightConstraint withClip(float clip) {
        return new WeightConstraint(clip, maxNorm);
    }

    public WeightConstraint withMaxNorm(float maxNorm) {
        return new WeightConstraint(clip, maxNorm);
    }

    /// Whether weights are held to anything.
    public boolean isSet() {
        return clips() || limitsNorm();
    }

    /// Whether each value is held within limits.
    public boolean clips() {
        return clip != Float.POSITIVE_INFINITY;
    }

    /// Whether the norm of each row is limited.
    public boolean limitsNorm() {
        return maxNorm != Float.POSITIVE_INFINITY;
    }
}
