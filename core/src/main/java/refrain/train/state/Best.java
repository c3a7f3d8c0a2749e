package refrain.train.state;

import java.util.Map;

/// The best of the regular validations.
/// @param loss the lowest, in nats a token; NaN before the first
/// @param update updates done when it was measured; 0 before the first
/// @param sha256 digest of the model file that holds these weights; empty until it is written
public record Best(double loss, long update, String sha256) {
    /// Before the first validation.
    public static final Best NONE = new Best(Double.NaN, 0, "");

    /// Whether a validation has taken place.
    public boolean isKnown() {
        return !Double.isNaN(loss);
    }

    /// Whether a loss is lower than all before.
    public boolean isBeatenBy(double other) {
        return !isKnown() || other < loss;
    }

    /// The same once its model is written.
    public Best written(String digest) {
        return new Best(loss, update, digest);
    }

    /// Writes it by the names that [#of(Fields)] reads.
    public void put(Map<String, String> text) {
        text.put("bestLoss", String.valueOf(loss));
        text.put("bestUpdate", String.valueOf(update));
        text.put("bestSha256", sha256);
    }

    /// The inverse of [#put].
    /// @throws IllegalArgumentException naming what is missing or malformed
    public static Best of(Fields fields) {
        return new Best(fields.real("bestLoss"), fields.count("bestUpdate"), fields.string("bestSha256"));
    }
}
