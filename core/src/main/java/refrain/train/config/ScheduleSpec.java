package refrain.train.config;

import java.util.Locale;

/// How schedules are written: `KIND:NUMBER:NUMBER`.
final class ScheduleSpec {
    /// The forms that [#parse] reads, for error messages.
    static final String FORMS = "constant, step:EPOCHS:FACTOR, exponential:FACTOR, exponential:FACTOR:CONSTANT_EPOCHS,"
            + " plateau:FACTOR:PATIENCE, cosine:WARMUP, trapezoid:WARMUP, trapezoid:WARMUP:COOLDOWN,"
            + " one-cycle, one-cycle:RISE:DIVISOR,"
            + " slanted, slanted:RISE:RATIO";

    /// More updates than this are not all numbers that a double tells apart.
    static final long LONGEST = 1L << 53;

    private ScheduleSpec() {}

    /// The inverse of [#parse].
    static String of(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Constant() -> "constant";
            case Schedule.Step(int epochs, double factor) -> "step:" + epochs + ":" + factor;
            case Schedule.Exponential(double factor, int constant) ->
                constant == 1 ? "exponential:" + factor : "exponential:" + factor + ":" + constant;
            case Schedule.Plateau(double factor, int patience) -> "plateau:" + factor + ":" + patience;
            case Schedule.Cosine(long warmup) -> "cosine:" + warmup;
            case Schedule.Trapezoid(long warmup, double cooldown) ->
                "trapezoid:" + warmup + ":" + (cooldown < 1 ? String.valueOf(cooldown) : (long) cooldown);
            case Schedule.OneCycle(double rise, double divisor) -> "one-cycle:" + rise + ":" + divisor;
            case Schedule.Slanted(double rise, double ratio) -> "slanted:" + rise + ":" + ratio;
        };
    }

    /// @throws IllegalArgumentException naming what was found and the forms there are
    static Schedule parse(String spec) {
        String[] parts = spec.toLowerCase(Locale.ROOT).split(":", -1);
        try {
            return switch (parts[0] + "/" + (parts.length - 1)) {
                case "constant/0" -> new Schedule.Constant();
                case "step/2" -> new Schedule.Step(Integer.parseInt(parts[1]), Double.parseDouble(parts[2]));
                case "exponential/1" -> new Schedule.Exponential(Double.parseDouble(parts[1]), 1);
                case "exponential/2" ->
                    new Schedule.Exponential(Double.parseDouble(parts[1]), Integer.parseInt(parts[2]));
                case "plateau/2" -> new Schedule.Plateau(Double.parseDouble(parts[1]), Integer.parseInt(parts[2]));
                case "cosine/1" -> new Schedule.Cosine(Long.parseLong(parts[1]));
                case "trapezoid/1" -> new Schedule.Trapezoid(Long.parseLong(parts[1]));
                case "trapezoid/2" -> new Schedule.Trapezoid(Long.parseLong(parts[1]), Double.parseDouble(parts[2]));
                case "one-cycle/0" -> new Schedule.OneCycle(0.45, 10);
                case "one-cycle/2" -> new Schedule.OneCycle(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
                case "slanted/0" -> new Schedule.Slanted(0.1, 32);
                case "slanted/2" -> new Schedule.Slanted(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
                default -> throw new IllegalArgumentException("schedule \"%s\" is none of %s".formatted(spec, FORMS));
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "schedule \"%s\" has a part that is not a number; it must be one of %s".formatted(spec, FORMS), e);
        }
    }
}
