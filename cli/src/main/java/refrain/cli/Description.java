package refrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import refrain.cli.console.JsonLine;
import refrain.cli.training.Announcement;
import refrain.kernel.Kernels;
import refrain.lm.Architecture;
import refrain.lm.LanguageModel;
import refrain.lm.ModelFile;
import refrain.lm.Provenance;
import refrain.lm.RecurrentModel;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.text.Tokenizer;

/// What a model file holds.
///
/// @param parameters in the order of the file; empty for a unigram model, which has one vector
/// @param fileBytes length of the file
record Description(
        Path file,
        Architecture architecture,
        Provenance provenance,
        Tokenizer tokenizer,
        List<Parameter> parameters,
        long fileBytes) {
    /// Reads the whole file, so that what is described can also be used.
    static Description of(Path path, ModelFile file) throws IOException {
        LanguageModel model = file.model(Kernels.best(), 1);
        List<Parameter> parameters =
                model instanceof RecurrentModel recurrent ? recurrent.network().parameters() : List.of();
        return new Description(
                path, file.architecture(), file.provenance(), file.tokenizer(), parameters, Files.size(path));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%s: %s, %,d parameters", file, kind(), architecture.parameters());
        line(text, "tokens      %s, vocabulary %,d", tokenizer.units(), architecture.vocabulary());
        line(text, "network     %s", network());
        line(text, "PyTorch     %s", pyTorch());
        line(text, "memory      %s", memory());
        line(
                text,
                "made by     refrain, arithmetic %s, %,d updates, seed %d",
                provenance.version(),
                provenance.updates(),
                provenance.seed());
        line(text, "recipe      %s", provenance.recipe());
        digest(text, "training", provenance.training());
        digest(text, "validation", provenance.validation());
        digest(text, "tokenizer", provenance.tokenizer());
        digest(text, "began with", provenance.initial());
        parameters.forEach(p -> line(text, "  %-28s %14s %,14d", p.name(), shape(p), p.size()));
        return text.toString().stripTrailing();
    }

    JsonLine json() {
        return new JsonLine()
                .put("model", file.toString())
                .put("kind", kind())
                .put("units", tokenizer.units())
                .put("vocabulary", architecture.vocabulary())
                .put("network", network())
                .put("layers", layers().map(LayerConfig::spec).toList())
                .put("parameters", architecture.parameters())
                .put("tensors", parameters.stream().map(Description::json).toList())
                .put("pytorch", pyTorch())
                .put("provenance", provenanceJson())
                .put("memory", new JsonLine().put("fileBytes", fileBytes).put("heapBytes", heapBytes()));
    }

    private static JsonLine json(Parameter parameter) {
        List<Integer> shape =
                parameter.isVector() ? List.of(parameter.columns()) : List.of(parameter.rows(), parameter.columns());
        return new JsonLine().put("name", parameter.name()).put("shape", shape);
    }

    private JsonLine provenanceJson() {
        return new JsonLine()
                .put("version", provenance.version())
                .put("seed", provenance.seed())
                .put("updates", provenance.updates())
                .put("training", provenance.training())
                .put("validation", provenance.validation())
                .put("tokenizer", provenance.tokenizer())
                .put("initial", provenance.initial())
                .put("recipe", provenance.recipe());
    }

    private String kind() {
        return switch (architecture) {
            case Architecture.Unigram unigram -> "unigram model";
            case Architecture.Recurrent recurrent -> "recurrent model";
        };
    }

    private String network() {
        return switch (architecture) {
            case Architecture.Unigram unigram ->
                "none: the probability of a token does not depend on what stands before it";
            case Architecture.Recurrent(ModelConfig config) -> Announcement.architecture(config);
        };
    }

    private Stream<LayerConfig> layers() {
        return switch (architecture) {
            case Architecture.Unigram unigram -> Stream.of();
            case Architecture.Recurrent(ModelConfig config) -> config.layers().stream();
        };
    }

    /// What PyTorch can make of the file's tensors.
    private String pyTorch() {
        return switch (architecture) {
            case Architecture.Unigram unigram -> "not a module";
            case Architecture.Recurrent(ModelConfig config) -> pyTorch(config);
        };
    }

    static String pyTorch(ModelConfig config) {
        Optional<String> own = config.layers().stream()
                .map(Description::own)
                .flatMap(Optional::stream)
                .findFirst();
        if (own.isPresent()) {
            return "not an nn.LSTM: %s Refrain's own".formatted(own.get());
        }
        String modules = config.isUniform()
                ? "the layers load into one %s, their names without \"rnn.\""
                        .formatted(module(config.layers().getFirst()))
                : "layer k loads into a module of its own, its names without \"rnns.k.\"";
        return modules + residual(config.layers());
    }

    /// What of a layer no module of PyTorch's has.
    private static Optional<String> own(LayerConfig layer) {
        return switch (layer.inner()) {
            case LayerConfig.Lstm lstm -> lstm.peepholes() ? Optional.of("the peephole weights are") : Optional.empty();
            case LayerConfig.Normalised norm -> Optional.of("the gains of layer normalisation are");
            case LayerConfig.Mogrifier mogrifier -> Optional.of("the Mogrifier's matrices are");
            case LayerConfig.Elman elman -> Optional.empty();
            case LayerConfig.Gru gru -> Optional.empty();
            case LayerConfig.Projected projected -> Optional.empty();
            case LayerConfig.Residual residual -> own(residual.layer());
        };
    }

    private static String residual(List<LayerConfig> layers) {
        String numbers = IntStream.range(0, layers.size())
                .filter(layer -> layers.get(layer).isResidual())
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
        return numbers.isEmpty() ? "" : "; what layer %s reads is added to what it gives".formatted(numbers);
    }

    private static String module(LayerConfig layer) {
        return switch (layer.inner()) {
            case LayerConfig.Elman(int hidden, LayerConfig.Nonlinearity phi) ->
                phi == LayerConfig.Nonlinearity.TANH ? "nn.RNN" : "nn.RNN(nonlinearity='relu')";
            case LayerConfig.Lstm lstm -> "nn.LSTM";
            case LayerConfig.Gru gru -> "nn.GRU";
            case LayerConfig.Projected(int hidden, int projection) -> "nn.LSTM(proj_size=%d)".formatted(projection);
            case LayerConfig.Normalised norm -> "nn.LSTM";
            case LayerConfig.Mogrifier mogrifier -> "nn.LSTM";
            case LayerConfig.Residual residual -> module(residual.layer());
        };
    }

    private String memory() {
        return String.format(
                Locale.ROOT,
                "%,d KiB of file, about %,d KiB of heap to score or generate",
                fileBytes >> 10,
                heapBytes() >> 10);
    }

    private long heapBytes() {
        return architecture.heapNeed(1).content();
    }

    private static String shape(Parameter parameter) {
        return parameter.isVector()
                ? String.valueOf(parameter.columns())
                : parameter.rows() + " × " + parameter.columns();
    }

    private static void digest(StringBuilder text, String name, String sha256) {
        if (!sha256.isEmpty()) {
            line(text, "%-11s sha256 %s", name, sha256);
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
