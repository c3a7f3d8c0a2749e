package refrain.train.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;
import refrain.nn.Regularization;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;

/// All that determines the model a run makes, limits aside, as names and values: what a checkpoint must agree
/// with.
public final class Settings {
    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /// @param origin version and digests by name
    public static Settings of(ModelConfig model, TrainingConfig config, Map<String, String> origin) {
        Map<String, String> values = new LinkedHashMap<>(origin);
        addModel(values, model);
        values.putAll(recipe(config));
        addUnless(values, "initial model", config.craft().transfer().initial(), "");
        values.put("seed", String.valueOf(config.seed()));
        return new Settings(values);
    }

    static Settings of(Map<String, String> values) {
        return new Settings(new LinkedHashMap<>(values));
    }

    /// How a configuration trains, its seed and limits aside.
    public static Map<String, String> recipe(TrainingConfig config) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("batch", String.valueOf(config.batch()));
        values.put("steps", String.valueOf(config.steps()));
        values.put("optimizer", config.optimizer().spec());
        values.put("rate", String.valueOf(config.rate()));
        values.put("schedule", config.schedule().spec());
        values.put("clip-norm", String.valueOf(config.clip().norm()));
        values.put("clip-value", String.valueOf(config.clip().value()));
        values.put("weight-clip", String.valueOf(config.constraint().clip()));
        values.put("max-norm", String.valueOf(config.constraint().maxNorm()));
        values.put("weight-decay", String.valueOf(config.weightDecay()));
        values.put("dropout-input", String.valueOf(config.regularization().input()));
        values.put("dropout-layer", String.valueOf(config.regularization().layer()));
        values.put("dropout-output", String.valueOf(config.regularization().output()));
        values.put("drop-connect", String.valueOf(config.regularization().dropConnect()));
        addUnlessNone(values, config.regularization());
        values.putAll(config.craft().settings());
        return values;
    }

    /// What came after the first runs is named only where it is used, so that those keep their names and values.
    private static void addUnlessNone(Map<String, String> values, Regularization regularization) {
        Regularization none = Regularization.NONE;
        addUnless(values, "dropout-locked", regularization.locked(), none.locked());
        addUnless(values, "dropout-embedding", regularization.embedding(), none.embedding());
        addUnless(values, "weight-drop", regularization.weightDrop(), none.weightDrop());
        addUnless(values, "activation-penalty", regularization.activation(), none.activation());
        addUnless(values, "temporal-penalty", regularization.temporal(), none.temporal());
        addUnless(values, "label-smoothing", regularization.smoothing(), none.smoothing());
        addUnless(values, "sampled-softmax", regularization.samples(), none.samples());
    }

    private static void addUnless(Map<String, String> values, String name, Object value, Object none) {
        if (!value.equals(none)) {
            values.put(name, String.valueOf(value));
        }
    }

    /// The schedule among them.
    /// @throws IllegalArgumentException if it is damaged
    public Schedule schedule() {
        return Schedule.parse(value("schedule"));
    }

    Map<String, String> values() {
        return values;
    }

    /// Where `other` differs, in words, one difference each.
    /// @param mine what to call these settings
    /// @param theirs what to call the others
    public List<String> differences(Settings other, String mine, String theirs) {
        List<String> names = new ArrayList<>(values.keySet());
        other.values.keySet().stream().filter(name -> !values.containsKey(name)).forEach(names::add);
        return names.stream()
                .filter(name -> !value(name).equals(other.value(name)))
                .map(name -> "%s is %s in %s and %s in %s"
                        .formatted(name, shown(value(name)), mine, shown(other.value(name)), theirs))
                .toList();
    }

    private String value(String name) {
        return values.getOrDefault(name, "missing");
    }

    /// A digest is known by its first digits.
    private static String shown(String value) {
        return value.length() == 64 ? value.substring(0, 12) + "…" : value;
    }

    private static void addModel(Map<String, String> values, ModelConfig model) {
        values.put("vocabulary", String.valueOf(model.vocabulary()));
        values.put(
                "input",
                switch (model.input()) {
                    case InputConfig.OneHot() -> "one-hot";
                    case InputConfig.Embedding(int size) -> "embedding:" + size;
                });
        values.put("layers", model.layers().stream().map(LayerConfig::spec).collect(Collectors.joining(",")));
        addUnless(values, "output", model.output().spec(), OutputConfig.plain().spec());
    }
}
