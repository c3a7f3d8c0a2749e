package refrain.cli.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import refrain.cli.console.Counted;
import refrain.cli.console.Durations;
import refrain.lm.Architecture;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;
import refrain.nn.Regularization;
import refrain.refusal.HeapNeed;
import refrain.text.TokenStore;
import refrain.train.config.Limits;
import refrain.train.config.TrainingConfig;

/// Says what a run is going to do before it does it.
public final class Announcement {
    /// Twice the part of the usual Penn Treebank that is <unk>, 4.7 %.
    private static final double MANY_UNKNOWN = 0.1;

    private Announcement() {}

    static String network(ModelConfig model, List<String> chosenHere) {
        return String.format(
                Locale.ROOT,
                "network   %s; %,d parameters%s",
                architecture(model),
                new Architecture.Recurrent(model).parameters(),
                chosenHere.isEmpty()
                        ? ""
                        : " (%s chosen by the size of the text)".formatted(String.join(" and ", chosenHere)));
    }

    /// `embedding 64, lstm:384, vocabulary 65`.
    public static String architecture(ModelConfig model) {
        String input = switch (model.input()) {
            case InputConfig.OneHot() -> "one-hot";
            case InputConfig.Embedding(int size) -> "embedding " + size;
        };
        String layers = model.layers().stream().map(LayerConfig::spec).collect(Collectors.joining(","));
        String output = switch (model.output()) {
            case OutputConfig.Softmax(boolean tied) -> tied ? ", tied output" : "";
            case OutputConfig.Adaptive adaptive -> ", output " + adaptive.spec();
        };
        return String.format(Locale.ROOT, "%s, %s%s, vocabulary %,d", input, layers, output, model.vocabulary());
    }

    static String text(EncodedTexts texts) {
        return String.format(
                Locale.ROOT,
                "text      %,d tokens (%s) to learn from, %,d to validate on, of which %,d are unknown",
                texts.training().size(),
                texts.tokenizer().units(),
                texts.validation().size(),
                texts.validation().unknown());
    }

    /// What the tokenizer makes of the texts, if it does not know much of them.
    static Optional<String> unknown(EncodedTexts texts) {
        TokenStore text = texts.training();
        double share = (double) text.unknown() / text.size();
        return share < MANY_UNKNOWN
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "note      %.0f %% of the text to learn from is unknown to the vocabulary, and learnt as <unk>;"
                                + " a larger --vocabulary, --units bpe:N, or with --from --extend-vocabulary N keeps more of it",
                        100 * share));
    }

    static String training(TrainingConfig config) {
        List<String> parts = new ArrayList<>();
        parts.add(String.format(Locale.ROOT, "batch %,d × %,d steps", config.batch(), config.steps()));
        parts.add("%s at rate %s, %s"
                .formatted(
                        config.optimizer().name(),
                        config.rate(),
                        config.schedule().spec()));
        parts.addAll(dropping(config.regularization()));
        config.craft().settings().forEach((name, value) -> parts.add(name + " " + value));
        parts.addAll(limits(config.limits()));
        parts.add("seed " + config.seed());
        return "training  " + String.join("; ", parts);
    }

    private static List<String> dropping(Regularization rates) {
        List<String> parts = new ArrayList<>();
        if (rates.input() == rates.layer() && rates.layer() == rates.output()) {
            addRate(parts, "dropout", rates.input());
        } else {
            addRate(parts, "dropout-input", rates.input());
            addRate(parts, "dropout-layer", rates.layer());
            addRate(parts, "dropout-output", rates.output());
        }
        if (rates.locked()) {
            parts.add("variational");
        }
        addRate(parts, "dropout-embedding", rates.embedding());
        addRate(parts, "drop-connect", rates.dropConnect());
        addRate(parts, "weight-drop", rates.weightDrop());
        addRate(parts, "activation-penalty", rates.activation());
        addRate(parts, "temporal-penalty", rates.temporal());
        addRate(parts, "label-smoothing", rates.smoothing());
        if (rates.samples() > 0) {
            parts.add(String.format(
                    Locale.ROOT, "sampled-softmax %,d (its training loss is an estimate)", rates.samples()));
        }
        return parts;
    }

    private static void addRate(List<String> parts, String name, float rate) {
        if (rate > 0) {
            parts.add(name + " " + rate);
        }
    }

    private static List<String> limits(Limits limits) {
        List<String> parts = new ArrayList<>();
        if (limits.hasUpdates()) {
            parts.add(Counted.of(limits.updates(), "update"));
        }
        if (limits.hasEpochs()) {
            parts.add(Counted.of(limits.epochs(), "epoch"));
        }
        if (limits.hasMinutes()) {
            parts.add(Durations.text(limits.minutes() * 60));
        }
        if (limits.targetLoss() > 0) {
            parts.add("until loss " + limits.targetLoss());
        }
        if (limits.patience() != Limits.NO_COUNT) {
            parts.add(String.format(Locale.ROOT, "patience %,d", limits.patience()));
        }
        return parts;
    }

    static String memory(HeapNeed need, long heap) {
        return String.format(Locale.ROOT, "memory    %s; %,d MiB are allowed", need, heap >> 20);
    }
}
