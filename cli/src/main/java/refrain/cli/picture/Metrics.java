package refrain.cli.picture;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The curves in a run's record: one JSON object a line, of which lines without a curve's numbers are passed over.
///
/// @param training mean loss of the training batches since the line before
/// @param validation loss of the whole validation text
/// @param rate learning rate
/// @param turns training tokens read when validation was best, wherever a line says that it has got worse since
record Metrics(Curve training, Curve validation, Curve rate, Set<Double> turns) {
    private static final String SINCE = "overfittingSince";
    private static final JsonFactory JSON = new JsonFactory();

    /// Values over the training tokens read so far; both finite and as many.
    record Curve(double[] tokens, double[] values) {
        private static Curve of(List<Map<String, Double>> lines, String name) {
            List<Map<String, Double>> held = lines.stream()
                    .filter(line -> line.containsKey("tokens") && line.containsKey(name))
                    .toList();
            return new Curve(column(held, "tokens"), column(held, name));
        }

        private static double[] column(List<Map<String, Double>> lines, String name) {
            return lines.stream().mapToDouble(line -> line.get(name)).toArray();
        }
    }

    /// The index of the best validation, the first if there are several. One before the first update is of the model
    /// that training began with, and counts only by itself.
    OptionalInt best() {
        double[] losses = validation.values();
        int first = losses.length > 1 && validation.tokens()[0] == 0 ? 1 : 0;
        return IntStream.range(first, losses.length).reduce((best, i) -> losses[i] < losses[best] ? i : best);
    }

    static Metrics read(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return of(reader.lines().toList());
        }
    }

    static Metrics of(List<String> lines) {
        List<Map<String, Double>> numbers =
                lines.stream().map(Metrics::numbers).flatMap(Optional::stream).toList();
        return new Metrics(
                Curve.of(numbers, "loss"),
                Curve.of(numbers, "validationLoss"),
                Curve.of(numbers, "rate"),
                turns(numbers));
    }

    private static Set<Double> turns(List<Map<String, Double>> lines) {
        Set<Double> updates = lines.stream()
                .map(line -> line.get(SINCE))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return lines.stream()
                .filter(line -> line.containsKey("tokens") && updates.contains(line.get("update")))
                .map(line -> line.get("tokens"))
                .collect(Collectors.toSet());
    }

    /// The finite numbers of one line by name; nothing of a line cut off while it was written.
    private static Optional<Map<String, Double>> numbers(String line) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            while (parser.nextToken() != null) {
                boolean number = parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                        || parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
                if (number && Double.isFinite(parser.getDoubleValue())) {
                    numbers.put(parser.currentName(), parser.getDoubleValue());
                }
            }
            return Optional.of(numbers);
        } catch (JacksonException cutOff) {
            return Optional.empty();
        }
    }
}
