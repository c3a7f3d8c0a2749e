package refrain.lm.adapt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import refrain.lm.json.FixedJson;
import refrain.lm.json.SmallFile;
import refrain.lm.safetensors.ModelFileException;
import refrain.refusal.RefusalException;
import tools.jackson.core.JsonGenerator;

/// Settings of an adaptation as a small JSON file, its keys in this order and no others:
/// ```
/// {"format":"refrain-adaptation-1","kind":"cache","size":500,"theta":0.3,"weight":0.1,"mixture":[]}
/// {"format":"refrain-adaptation-1","kind":"dynamic","rate":1.0E-4,"decay":0.001,"epsilon":1.0E-5,"segment":10,
///  "statistics":"train.txt","sha256":"…","mixture":[0.8,0.2]}
/// ```
/// @param statistics for dynamic evaluation, the text that gradient statistics are collected on
/// @param weights of a mixture's members when one of them adapts; none where the model is no mixture
public record AdaptationFile(Adaptation adaptation, Optional<Statistics> statistics, List<Double> weights) {
    private static final String FORMAT = "refrain-adaptation-1";

    /// The text that gradient statistics are collected on.
    /// @param path relative to the settings' file
    /// @param sha256 digest of the text
    public record Statistics(String path, String sha256) {
        public Statistics {
            Objects.requireNonNull(Path.of(path)); // or it says what no path may hold
        }

        /// The text's file.
        public Path file(Path settings) {
            return SmallFile.named(path, settings);
        }

        /// @throws RefusalException if another text was read
        public void require(GradientStatistics found) {
            if (!found.text().equals(sha256)) {
                throw new RefusalException(
                        "%s: its SHA-256 is %s; the settings were tuned with %s".formatted(path, found.text(), sha256));
            }
        }
    }

    public AdaptationFile {
        weights = List.copyOf(weights);
        if (adaptation instanceof Adaptation.Dynamic != statistics.isPresent()) {
            throw new IllegalArgumentException(
                    "%s with%s a text for gradient statistics; only dynamic evaluation has one"
                            .formatted(adaptation.kind(), statistics.isPresent() ? "" : "out"));
        }
    }

    /// The settings file's way to name a text.
    public static Statistics statistics(Path settings, Path text, GradientStatistics read) {
        return new Statistics(SmallFile.nameOf(text, settings), read.text());
    }

    /// Writes the file, replacing an older one once the new one is whole.
    public void write(Path file) throws IOException {
        SmallFile.write(file, toJson());
    }

    String toJson() {
        return FixedJson.write(json -> {
            json.writeStringProperty("format", FORMAT);
            json.writeStringProperty("kind", adaptation.kind());
            switch (adaptation) {
                case Adaptation.Cache cache -> write(json, cache);
                case Adaptation.Dynamic dynamic -> write(json, dynamic);
            }
            statistics.ifPresent(text -> {
                json.writeStringProperty("statistics", text.path());
                json.writeStringProperty("sha256", text.sha256());
            });
            json.writeArrayPropertyStart("mixture");
            weights.forEach(json::writeNumber);
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, Adaptation.Cache cache) {
        json.writeNumberProperty("size", cache.size());
        json.writeNumberProperty("theta", cache.theta());
        json.writeNumberProperty("weight", cache.weight());
    }

    private static void write(JsonGenerator json, Adaptation.Dynamic dynamic) {
        json.writeNumberProperty("rate", dynamic.rate());
        json.writeNumberProperty("decay", dynamic.decay());
        json.writeNumberProperty("epsilon", dynamic.epsilon());
        json.writeNumberProperty("segment", dynamic.segment());
    }

    /// Reads a file.
    /// @throws ModelFileException if it holds no settings
    public static AdaptationFile read(Path file) throws IOException {
        try {
            return parse(SmallFile.read(file));
        } catch (IllegalArgumentException e) {
            throw ModelFileException.unsuitable(file.toString(), String.valueOf(e.getMessage()));
        }
    }

    /// @throws IllegalArgumentException if the text is no settings, saying why
    static AdaptationFile parse(String text) {
        return FixedJson.read("adaptation", text, json -> {
            String format = json.string("format");
            if (!format.equals(FORMAT)) {
                throw new IllegalArgumentException(
                        "adaptation: the format is \"%s\"; this program reads %s".formatted(format, FORMAT));
            }
            String kind = json.string("kind");
            return switch (kind) {
                case "cache" -> new AdaptationFile(cache(json), Optional.empty(), weights(json));
                case "dynamic" -> new AdaptationFile(dynamic(json), Optional.of(statistics(json)), weights(json));
                default ->
                    throw new IllegalArgumentException(
                            "adaptation: the kind is \"%s\"; this program reads cache and dynamic".formatted(kind));
            };
        });
    }

    private static Adaptation.Cache cache(FixedJson json) {
        int size = (int) json.number("size", 1, Adaptation.LARGEST);
        return new Adaptation.Cache(size, json.real("theta"), json.real("weight"));
    }

    private static Adaptation.Dynamic dynamic(FixedJson json) {
        return new Adaptation.Dynamic(json.real("rate"), json.real("decay"), json.real("epsilon"), (int)
                json.number("segment", 1, Adaptation.LONGEST));
    }

    private static Statistics statistics(FixedJson json) {
        return new Statistics(json.string("statistics"), json.string("sha256"));
    }

    private static List<Double> weights(FixedJson json) {
        return Arrays.stream(json.reals("mixture")).boxed().toList();
    }
}
