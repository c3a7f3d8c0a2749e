package refrain.cli.console;

import java.util.Locale;

/// Lengths of time as people say them.
public final class Durations {
    private Durations() {}

    /// `45 s`, `2 min 05 s` or `3 h 20 min`.
    public static String text(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3_600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%,d h %02d min", whole / 3_600, whole % 3_600 / 60);
    }
}
