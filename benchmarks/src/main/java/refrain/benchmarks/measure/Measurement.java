package refrain.benchmarks.measure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What one process found in one round.
///
/// @param rate tokens a second; of a ceiling operations or bytes a second
/// @param repetitions measured
/// @param loss of the last repetition, in nats a token, where there is one
/// @param median time of a repetition, in microseconds
/// @param slow the time that one repetition in a hundred exceeds, in microseconds
/// @param peakBytes largest resident set of the process so far, the JVM included
public record Measurement(double rate, long repetitions, double loss, double median, double slow, long peakBytes) {
    private static final String MARK = "measured ";

    static Measurement of(Laps laps, long peakBytes) {
        return new Measurement(
                laps.rate(), laps.count(), laps.loss(), laps.microseconds(0.5), laps.microseconds(0.99), peakBytes);
    }

    /// One line for the process that started this one.
    String line() {
        return MARK
                + "rate=%s repetitions=%d loss=%s median=%s slow=%s peakBytes=%d"
                        .formatted(rate, repetitions, loss, median, slow, peakBytes);
    }

    /// The inverse of [#line]; empty for lines of other origin.
    public static Optional<Measurement> parse(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        Map<String, String> values = Arrays.stream(line.substring(MARK.length()).split(" "))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> a, LinkedHashMap::new));
        return Optional.of(new Measurement(
                Double.parseDouble(values.getOrDefault("rate", "")),
                Long.parseLong(values.getOrDefault("repetitions", "")),
                Double.parseDouble(values.getOrDefault("loss", "")),
                Double.parseDouble(values.getOrDefault("median", "")),
                Double.parseDouble(values.getOrDefault("slow", "")),
                Long.parseLong(values.getOrDefault("peakBytes", ""))));
    }
}
