package refrain.train.state;

import java.util.Map;
import java.util.OptionalDouble;

/// How a run ended.
/// @param finished whether it came to its end; one that was stopped has not
/// @param loss of a last validation between the regular ones; NaN if there was none
/// @param sha256 digest of the last model if it is the one kept, else empty
public record Outcome(boolean finished, double loss, String sha256) {
    /// Of a run that has not ended.
    public static final Outcome OPEN = new Outcome(false, Double.NaN, "");

    /// The end of a run.
    public static Outcome of(OptionalDouble lastLoss, String sha256) {
        return new Outcome(true, lastLoss.orElse(Double.NaN), sha256);
    }

    /// Whether the last model is the one kept.
    public boolean isKept() {
        return !sha256.isEmpty();
    }

    /// Writes it by the names that [#of(Fields)] reads.
    public void put(Map<String, String> text) {
        text.put("finished", String.valueOf(finished));
        text.put("finalLoss", String.valueOf(loss));
        text.put("finalSha256", sha256);
    }

    /// The inverse of [#put].
    /// @throws IllegalArgumentException naming what is missing or malformed
    public static Outcome of(Fields fields) {
        return new Outcome(fields.flag("finished"), fields.real("finalLoss"), fields.string("finalSha256"));
    }
}
