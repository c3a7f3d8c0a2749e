package refrain.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What one process found.
///
/// @param tokensPerSecond over all updates after the warm-up
/// @param updates measured
/// @param loss of the last update, in nats a token
/// @param peakBytes largest resident set of the process, the JVM included
record Measurement(double tokensPerSecond, long updates, double loss, long peakBytes) {
    private static final String MARK = "measured ";

    /// One line for the process that started this one.
    String line() {
        return MARK
                + "tokensPerSecond=%s updates=%d loss=%s peakBytes=%d"
                        .formatted(tokensPerSecond, updates, loss, peakBytes);
    }

    /// The inverse of [#line]; empty for lines of other origin.
    static Optional<Measurement> parse(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        Map<String, String> values = Arrays.stream(line.substring(MARK.length()).split(" "))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> a, LinkedHashMap::new));
        return Optional.of(new Measurement(
                Double.parseDouble(values.getOrDefault("tokensPerSecond", "")),
                Long.parseLong(values.getOrDefault("updates", "")),
                Double.parseDouble(values.getOrDefault("loss", "")),
                Long.parseLong(values.getOrDefault("peakBytes", ""))));
    }
}
