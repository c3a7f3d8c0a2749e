package refrain.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Reads what [LayerConfig#spec] writes.
final class LayerSpec {
    /// What stands behind a residual layer.
    static final String RESIDUAL = "+residual";

    private static final String KINDS = "rnn, rnn-relu, lstm, lstm-peephole, lstm-norm, gru, mogrifier";

    private LayerSpec() {}

    static LayerConfig parse(String spec) {
        String lower = spec.toLowerCase(Locale.ROOT);
        return lower.endsWith(RESIDUAL)
                ? new LayerConfig.Residual(parse(spec, lower.substring(0, lower.length() - RESIDUAL.length())))
                : parse(spec, lower);
    }

    private static LayerConfig parse(String spec, String layer) {
        String[] parts = layer.split(":", -1);
        List<Integer> sizes = sizes(spec, parts);
        int hidden = sizes.getFirst();
        return switch (parts[0]) {
            case "rnn" -> only(spec, parts, 1, () -> new LayerConfig.Elman(hidden, LayerConfig.Nonlinearity.TANH));
            case "rnn-relu" -> only(spec, parts, 1, () -> new LayerConfig.Elman(hidden, LayerConfig.Nonlinearity.RELU));
            case "lstm" -> only(spec, parts, 2, () -> lstm(sizes));
            case "lstm-peephole" -> only(spec, parts, 1, () -> new LayerConfig.Lstm(hidden, true));
            case "lstm-norm" -> only(spec, parts, 1, () -> new LayerConfig.Normalised(hidden));
            case "gru" -> only(spec, parts, 1, () -> new LayerConfig.Gru(hidden));
            case "mogrifier" -> only(spec, parts, 3, () -> mogrifier(sizes));
            default ->
                throw new IllegalArgumentException("layer \"%s\": the kind is none of %s".formatted(spec, KINDS));
        };
    }

    private static LayerConfig lstm(List<Integer> sizes) {
        int hidden = sizes.getFirst();
        return sizes.size() == 1
                ? new LayerConfig.Lstm(hidden, false)
                : new LayerConfig.Projected(hidden, sizes.get(1));
    }

    private static LayerConfig mogrifier(List<Integer> sizes) {
        int rounds = sizes.size() > 1 ? sizes.get(1) : LayerConfig.Mogrifier.ROUNDS;
        return new LayerConfig.Mogrifier(sizes.getFirst(), rounds, sizes.size() > 2 ? sizes.get(2) : 0);
    }

    private static LayerConfig only(String spec, String[] parts, int most, Supplier<LayerConfig> layer) {
        int numbers = parts.length - 1;
        if (numbers > most) {
            throw new IllegalArgumentException(
                    "layer \"%s\" has %d numbers; %s takes at most %d".formatted(spec, numbers, parts[0], most));
        }
        try {
            return layer.get();
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("layer \"%s\": %s".formatted(spec, refused.getMessage()), refused);
        }
    }

    private static List<Integer> sizes(String spec, String[] parts) {
        if (parts.length < 2) {
            throw new IllegalArgumentException(
                    "layer \"%s\" has no size; write KIND:HIDDEN, as lstm:512".formatted(spec));
        }
        List<Integer> sizes = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            try {
                sizes.add(Integer.parseInt(parts[i]));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "layer \"%s\": \"%s\" is not a number%s"
                                .formatted(spec, parts[i], i == 1 ? " of hidden units" : ""),
                        e);
            }
        }
        return sizes;
    }
}
