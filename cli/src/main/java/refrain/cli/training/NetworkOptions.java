package refrain.cli.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import refrain.cli.options.OptionGroup;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;

/// The architecture, where it is not left to the [Defaults].
@OptionGroup("Network")
final class NetworkOptions {
    private static final String TIED = new OutputConfig.Softmax(true).spec();

    /// Wider than any output layer asks for.
    private static final int WIDE = 1 << 14;

    @Option(
            names = "--layers",
            paramLabel = "KIND:UNITS,…",
            description = "Recurrent layers from input to output; kinds rnn, rnn-relu, lstm, lstm-peephole, lstm-norm,"
                    + " gru, mogrifier; lstm:H:P projects the hidden state onto P values, mogrifier:H:R:K has R rounds"
                    + " (5 unless given) of rank K, +residual behind a layer adds its input to its output"
                    + " (default: by the size of the text).")
    private @Nullable String layers;

    @Option(
            names = "--embedding",
            paramLabel = "N",
            description = "Size of the trained vector of each token (default: by the size of the text, and with"
                    + " a tied output the last layer's).")
    private @Nullable Integer embedding;

    @Option(names = "--one-hot", description = "Feed tokens as indicator vectors instead of an embedding.")
    private boolean oneHot;

    @Option(
            names = "--output",
            paramLabel = "KIND",
            description =
                    "The output layer: softmax; softmax-tied, whose weights are the embedding, which must be as wide"
                            + " as the last layer; adaptive:N,M,… for large vocabularies, one softmax over the N most frequent"
                            + " tokens, smaller ones over those from N to M, …; adaptive alone takes a twentieth and a quarter"
                            + " of the vocabulary (default: softmax).")
    private @Nullable String output;

    @Option(names = "--tied", description = "The same as --output softmax-tied.")
    private boolean tied;

    /// The architecture for a vocabulary of `vocabulary` symbols.
    ///
    /// @throws IllegalArgumentException if options contradict each other or are out of range
    public ModelConfig config(int vocabulary, Defaults defaults) {
        return new ModelConfig(vocabulary, input(defaults), layers(defaults), output(vocabulary));
    }

    /// An architecture that these options may mean: where no layers are given, wide enough for the rest.
    ///
    /// @throws IllegalArgumentException if options contradict each other or are out of range
    public ModelConfig plausible(int vocabulary) {
        Defaults small = Defaults.of(0, 2);
        boolean given = tied || TIED.equals(output);
        int width = given && embedding != null ? embedding : WIDE;
        List<LayerConfig> stack =
                layers == null ? List.of(LayerConfig.parse("lstm:" + Math.max(1, width))) : parsed(layers);
        return config(vocabulary, new Defaults(small.input(), stack, small.training(), 0, Optional.empty()));
    }

    /// The architecture of a model that training begins with, for a vocabulary of its symbols and perhaps more.
    ///
    /// @throws IllegalArgumentException if options ask for another
    public ModelConfig config(int vocabulary, StartingPoint start) {
        ModelConfig model = start.model();
        InputConfig input = oneHot ? new InputConfig.OneHot() : model.input();
        ModelConfig wanted = new ModelConfig(
                model.vocabulary(),
                embedding == null ? input : new InputConfig.Embedding(embedding),
                layers == null ? model.layers() : parsed(layers),
                output == null && !tied ? model.output() : output(model.vocabulary()));
        if (!wanted.equals(model)) {
            throw new IllegalArgumentException("--from %s: %s; leave these options to the model"
                    .formatted(start.file(), String.join("; ", differences(model, wanted))));
        }
        return new ModelConfig(vocabulary, model.input(), model.layers(), model.output());
    }

    private List<String> differences(ModelConfig model, ModelConfig wanted) {
        List<String> differences = new ArrayList<>();
        if (!wanted.layers().equals(model.layers())) {
            differences.add("--layers is %s, its layers are %s".formatted(specs(wanted), specs(model)));
        }
        if (!wanted.input().equals(model.input())) {
            differences.add("%s is %s, its input is %s"
                    .formatted(
                            embedding == null ? "--one-hot" : "--embedding",
                            words(wanted.input()),
                            words(model.input())));
        }
        if (!wanted.output().equals(model.output())) {
            differences.add("%s is %s, its output is %s"
                    .formatted(
                            output == null ? "--tied" : "--output",
                            wanted.output().spec(),
                            model.output().spec()));
        }
        return differences;
    }

    private static String words(InputConfig input) {
        return switch (input) {
            case InputConfig.OneHot() -> "one-hot";
            case InputConfig.Embedding(int size) -> "an embedding of " + size;
        };
    }

    private static String specs(ModelConfig model) {
        return model.layers().stream().map(LayerConfig::spec).collect(Collectors.joining(","));
    }

    /// What of the architecture the person left to the defaults, in words.
    public List<String> chosenHere() {
        List<String> chosen = new ArrayList<>();
        if (embedding == null && !oneHot && !tied && !TIED.equals(output)) {
            chosen.add("embedding");
        }
        if (layers == null) {
            chosen.add("layers");
        }
        return chosen;
    }

    private InputConfig input(Defaults defaults) {
        if (oneHot && embedding != null) {
            throw new IllegalArgumentException(
                    "--one-hot and --embedding %d exclude each other; give one of them".formatted(embedding));
        }
        if (oneHot) {
            return new InputConfig.OneHot();
        }
        if (embedding == null && (tied || TIED.equals(output))) {
            return new InputConfig.Embedding(layers(defaults).getLast().outputs());
        }
        return embedding == null ? defaults.input() : new InputConfig.Embedding(embedding);
    }

    private OutputConfig output(int vocabulary) {
        if (tied && output != null && !output.equals(TIED)) {
            throw new IllegalArgumentException(
                    "--tied and --output %s exclude each other; --tied is --output %s".formatted(output, TIED));
        }
        if (output == null) {
            return new OutputConfig.Softmax(tied);
        }
        return output.equals("adaptive") ? OutputConfig.Adaptive.forVocabulary(vocabulary) : OutputConfig.parse(output);
    }

    private List<LayerConfig> layers(Defaults defaults) {
        if (layers == null) {
            return defaults.layers();
        }
        return parsed(layers);
    }

    private static List<LayerConfig> parsed(String stack) {
        return Arrays.stream(stack.split(",", -1))
                .map(String::strip)
                .map(LayerConfig::parse)
                .toList();
    }
}
