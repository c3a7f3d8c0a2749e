package refrain.cli.mixing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import refrain.cli.console.JsonLine;
import refrain.lm.adapt.Adaptation;

/// Settings of an adaptation, for people and as JSON.
public final class AdaptationText {
    private AdaptationText() {}

    /// The settings in a line, without the kind.
    public static String of(Adaptation adaptation) {
        return switch (adaptation) {
            case Adaptation.Cache(int size, double theta, double weight) ->
                String.format(Locale.ROOT, "size %,d, theta %s, weight %.4f", size, theta, weight);
            case Adaptation.Dynamic(double rate, double decay, double epsilon, int segment) ->
                String.format(
                        Locale.ROOT, "rate %.3g, decay %.3g, epsilon %.3g, segment %d", rate, decay, epsilon, segment);
        };
    }

    /// The weights of a mixture's members.
    public static String weights(List<Double> weights) {
        return weights.stream()
                .map(weight -> String.format(Locale.ROOT, "%.4f", weight))
                .collect(Collectors.joining(", "));
    }

    /// Its kind as `adapt`, then its settings by the names of their file.
    public static JsonLine put(JsonLine line, Adaptation adaptation) {
        line.put("adapt", adaptation.kind());
        return switch (adaptation) {
            case Adaptation.Cache(int size, double theta, double weight) ->
                line.put("size", size).put("theta", theta).put("weight", weight);
            case Adaptation.Dynamic(double rate, double decay, double epsilon, int length) ->
                line.put("rate", rate)
                        .put("decay", decay)
                        .put("epsilon", epsilon)
                        .put("segment", length);
        };
    }
}
