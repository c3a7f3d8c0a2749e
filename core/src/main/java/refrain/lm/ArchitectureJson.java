package refrain.lm;

import java.util.List;
import refrain.lm.json.FixedJson;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;
import tools.jackson.core.JsonGenerator;

/// An [Architecture] as JSON, its keys in this order and no others:
/// ```
/// {"kind":"recurrent","vocabulary":65,"input":"embedding:128","layers":["lstm:512","lstm:512"]}
/// {"kind":"recurrent","vocabulary":65,"input":"embedding:512","layers":["lstm:512"],"output":"softmax-tied"}
/// {"kind":"recurrent","vocabulary":9000,"input":"embedding:64","layers":["lstm:64"],"output":"adaptive:450,2250"}
/// {"kind":"unigram","vocabulary":65}
/// ```
/// A plain softmax is not mentioned.
final class ArchitectureJson {
    private static final String UNIGRAM = "unigram";
    private static final String RECURRENT = "recurrent";
    private static final String ONE_HOT = "one-hot";
    private static final String EMBEDDING = "embedding:";

    private ArchitectureJson() {}

    static String write(Architecture architecture) {
        return FixedJson.write(json -> {
            switch (architecture) {
                case Architecture.Unigram unigram -> json.writeStringProperty("kind", UNIGRAM);
                case Architecture.Recurrent recurrent -> json.writeStringProperty("kind", RECURRENT);
            }
            json.writeNumberProperty("vocabulary", architecture.vocabulary());
            if (architecture instanceof Architecture.Recurrent(ModelConfig config)) {
                write(json, config);
            }
        });
    }

    private static void write(JsonGenerator json, ModelConfig config) {
        json.writeStringProperty(
                "input",
                switch (config.input()) {
                    case InputConfig.OneHot() -> ONE_HOT;
                    case InputConfig.Embedding(int size) -> EMBEDDING + size;
                });
        json.writeArrayPropertyStart("layers");
        config.layers().forEach(layer -> json.writeString(layer.spec()));
        json.writeEndArray();
        if (!config.output().equals(OutputConfig.plain())) {
            json.writeStringProperty("output", config.output().spec());
        }
    }

    /// @throws IllegalArgumentException if the text is no architecture, saying why
    static Architecture read(String text) {
        return FixedJson.read("configuration", text, json -> {
            String kind = json.string("kind");
            int vocabulary = Math.toIntExact(json.number("vocabulary", 0, Integer.MAX_VALUE));
            return switch (kind) {
                case UNIGRAM -> new Architecture.Unigram(vocabulary);
                case RECURRENT -> new Architecture.Recurrent(config(vocabulary, json));
                default ->
                    throw new IllegalArgumentException("configuration: the kind is \"%s\"; this program reads %s and %s"
                            .formatted(kind, UNIGRAM, RECURRENT));
            };
        });
    }

    private static ModelConfig config(int vocabulary, FixedJson json) {
        InputConfig input = input(json.string("input"));
        List<LayerConfig> layers =
                json.strings("layers").stream().map(LayerConfig::parse).toList();
        OutputConfig output =
                OutputConfig.parse(json.string("output", OutputConfig.plain().spec()));
        return new ModelConfig(vocabulary, input, layers, output);
    }

    private static InputConfig input(String spec) {
        if (spec.equals(ONE_HOT)) {
            return new InputConfig.OneHot();
        }
        if (spec.matches(EMBEDDING + "[0-9]{1,9}")) {
            return new InputConfig.Embedding(Integer.parseInt(spec.substring(EMBEDDING.length())));
        }
        throw new IllegalArgumentException(
                "configuration: the input is \"%s\"; expected %s or %sSIZE".formatted(spec, ONE_HOT, EMBEDDING));
    }
}
