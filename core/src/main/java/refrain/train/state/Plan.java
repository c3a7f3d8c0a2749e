package refrain.train.state;

import java.util.Map;
import refrain.train.config.Limits;

/// The number of updates that was fixed for a run limited by minutes.
/// @param updates [Limits#NO_UPDATES] before it is fixed
/// @param minutes the limit it was fixed for; infinite before
public record Plan(long updates, double minutes) {
    /// Of a run that is not limited by minutes.
    public static final Plan NONE = new Plan(Limits.NO_UPDATES, Double.POSITIVE_INFINITY);

    /// Whether it is for a run of such a limit.
    public boolean isFor(Limits limits) {
        return minutes == limits.minutes();
    }

    /// Writes it by the names that [#of(Fields)] reads.
    public void put(Map<String, String> text) {
        text.put("planned", String.valueOf(updates));
        text.put("plannedMinutes", String.valueOf(minutes));
    }

    /// The inverse of [#put].
    /// @throws IllegalArgumentException naming what is missing or malformed
    public static Plan of(Fields fields) {
        return new Plan(fields.count("planned"), fields.real("plannedMinutes"));
    }
}
