package refrain.train.state;

import java.util.Map;
import refrain.train.config.Limits;

/// How far the run that wrote a checkpoint was to go, and over how much text.
/// @param bound updates after which it was to end
/// @param minutes its limit in minutes
/// @param trainingTokens tokens of its training text
/// @param validationTokens tokens of its validation text; 0 without one
public record Extent(long bound, double minutes, long trainingTokens, long validationTokens) {
    /// Before the run has begun.
    public static final Extent UNKNOWN = new Extent(Limits.NO_UPDATES, Double.POSITIVE_INFINITY, 0, 0);

    /// Writes it by the names that [#of(Fields)] reads.
    public void put(Map<String, String> text) {
        text.put("bound", String.valueOf(bound));
        text.put("limitMinutes", String.valueOf(minutes));
        text.put("trainingTokens", String.valueOf(trainingTokens));
        text.put("validationTokens", String.valueOf(validationTokens));
    }

    /// The inverse of [#put].
    /// @throws IllegalArgumentException naming what is missing or malformed
    public static Extent of(Fields fields) {
        return new Extent(
                fields.count("bound"),
                fields.real("limitMinutes"),
                fields.count("trainingTokens"),
                fields.count("validationTokens"));
    }
}
