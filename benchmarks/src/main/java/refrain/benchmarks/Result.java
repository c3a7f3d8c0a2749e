package refrain.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// All series of one workload, as a table or as JSON.
record Result(Workload workload, List<Series> series) {
    static final String HEADER = "%-12s %-15s %12s  %-21s %8s %8s %9s"
            .formatted("workload", "", "tokens/s", "(slowest-fastest)", "ratio", "Gflop/s", "peak MiB");

    /// A line for each implementation. `ratio`: how many times as fast Refrain is.
    String table() {
        StringBuilder table = new StringBuilder();
        for (Series each : series) {
            String range = String.format(Locale.ROOT, "(%,.0f-%,.0f)", each.slowest(), each.fastest());
            String ratio =
                    ratio(each).map(r -> String.format(Locale.ROOT, "%.2f", r)).orElse("");
            table.append(String.format(
                    Locale.ROOT,
                    "%-12s %-15s %,12.0f  %-21s %8s %8.1f %,9d%n",
                    workload.name(),
                    each.implementation().label(),
                    each.median(),
                    range,
                    ratio,
                    gigaflops(each),
                    each.peakBytes() >> 20));
        }
        return table.toString();
    }

    void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("workload", workload.name());
        json.writeArrayPropertyStart("implementations");
        series.forEach(each -> write(json, each));
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Series each) {
        json.writeStartObject();
        json.writeStringProperty("name", each.implementation().label());
        json.writeNumberProperty("tokensPerSecond", each.median());
        json.writeNumberProperty("slowest", each.slowest());
        json.writeNumberProperty("fastest", each.fastest());
        ratio(each).ifPresent(ratio -> json.writeNumberProperty("refrainTimesAsFast", ratio));
        json.writeNumberProperty("gigaflops", gigaflops(each));
        json.writeNumberProperty("peakBytes", each.peakBytes());
        json.writeNumberProperty("loss", each.loss());
        json.writeEndObject();
    }

    private Optional<Double> ratio(Series other) {
        if (other.implementation() == Implementation.REFRAIN) {
            return Optional.empty();
        }
        return series.stream()
                .filter(each -> each.implementation() == Implementation.REFRAIN)
                .findFirst()
                .map(refrain -> refrain.ratio(other));
    }

    private double gigaflops(Series each) {
        return each.median() * workload.operationsPerToken() * 1e-9;
    }
}
