package refrain.cli.mixing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import refrain.cli.console.Console;
import refrain.cli.console.JsonLine;
import refrain.cli.console.ReadingLine;
import refrain.cli.options.Advice;
import refrain.cli.options.Place;
import refrain.cli.options.RunOptions;
import refrain.cli.options.Usage;
import refrain.lm.LanguageModel;
import refrain.lm.adapt.Adaptable;
import refrain.lm.adapt.Adaptation;
import refrain.lm.adapt.AdaptationFile;
import refrain.lm.adapt.AdaptationTuning;
import refrain.lm.adapt.CacheTuner;
import refrain.lm.adapt.DynamicTuner;
import refrain.lm.adapt.GradientStatistics;
import refrain.text.TokenStore;
import refrain.text.corpus.Corpus;

@Command(
        name = "tune-adapt",
        header = "Find the settings with which a model adapts best to text.",
        description = {
            "Settings are tuned on the beginning of a validation text and written to a file for eval --adapt-settings. A",
            "mixture's weights are tuned with them. Without --train, gradient statistics are collected on the validation",
            "text itself."
        },
        footer = {
            "",
            "Example:",
            "  refrain tune-adapt lstm.safetensors valid.txt --adapt dynamic \\",
            "      --train train.txt --out adapt.json"
        },
        sortOptions = false)
public final class TuneAdaptCommand implements Callable<Integer> {
    private static final String SUFFIX = ".json";

    /// Settings tuned on fewer tokens often do not hold on others.
    private static final int FEW = 10_000;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file, or a mixture with a recurrent model.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Parameters(index = "1", paramLabel = "VALID", description = "Text to tune on; a file or folder.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path valid;

    @Option(names = "--adapt", required = true, paramLabel = "KIND", description = "dynamic or cache.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String kind;

    @Option(names = "--out", required = true, paramLabel = "ADAPT.json", description = "The settings' file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--train",
            paramLabel = "TEXT",
            description = "dynamic: training text, to see how large gradients are (default: VALID).")
    private @Nullable Path train;

    @Option(
            names = "--adapt-segment",
            paramLabel = "N",
            description = "dynamic: tokens from one update to the next (default: 10).")
    private @Nullable Integer segment;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Tokens of VALID to tune on at most (default: 20,000 for dynamic, 200,000 for cache).")
    private @Nullable Integer tokens;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--overwrite", description = "Replace a file that is there already.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    public TuneAdaptCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Adaptation start = Usage.of(spec, this::start);
        int most = Usage.of(spec, () -> most(start));
        Usage.of(spec, this::requireName);
        Place.requireOther(out, train == null ? List.of(model, valid) : List.of(model, valid, train));
        Place.require(out, overwrite);
        LanguageModel languageModel = run.read(spec, model);
        Adaptable adaptable = Usage.fitting(() -> Adaptable.of(languageModel));
        Corpus corpus = Corpus.of(valid);
        try (TemporaryTokens read = TemporaryTokens.of(adaptable.tokenizer(), corpus)) {
            corpus.notices(Advice::of).forEach(console::say);
            AdaptationTuning tuning = switch (start) {
                case Adaptation.Cache cache -> cache(adaptable, read.tokens(), most);
                case Adaptation.Dynamic dynamic -> dynamic(adaptable, read.tokens(), most, dynamic);
            };
            console.line(json ? json(adaptable, tuning).toString() : text(adaptable, tuning));
            if (tuning.loss() >= tuning.lossBefore()) {
                console.say("adapting gains nothing on this text: without it the model is as good, and faster");
            }
            if (tuning.tokens() < FEW) {
                console.say("so few tokens say little: on another text these settings may do harm; compare with eval");
            }
        }
        return 0;
    }

    private boolean requireName() {
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
            throw new IllegalArgumentException("--out is \"%s\"; its name must end with %s".formatted(out, SUFFIX));
        }
        return true;
    }

    private Adaptation start() {
        return switch (AdaptOptions.defaults(kind)) {
            case Adaptation.Cache cache
            when segment != null || train != null ->
                throw new IllegalArgumentException(
                        "--train and --adapt-segment are for --adapt dynamic; a cache has none");
            case Adaptation.Cache cache -> cache;
            case Adaptation.Dynamic dynamic -> segment == null ? dynamic : dynamic.withSegment(segment);
        };
    }

    private int most(Adaptation start) {
        if (tokens == null) {
            return start instanceof Adaptation.Cache ? 200_000 : 20_000;
        }
        if (tokens < 1) {
            throw new IllegalArgumentException("tokens is %d; it must be at least 1".formatted(tokens));
        }
        return tokens;
    }

    private AdaptationTuning cache(Adaptable adaptable, TokenStore text, int most) throws IOException {
        AdaptationTuning tuning;
        try (ReadingLine line = new ReadingLine(console, System::nanoTime)) {
            tuning = CacheTuner.tune(adaptable, text, most, new Watch(line, false));
        }
        write(new AdaptationFile(tuning.adaptation(), Optional.empty(), weights(adaptable, tuning)));
        return tuning;
    }

    private AdaptationTuning dynamic(Adaptable adaptable, TokenStore text, int most, Adaptation.Dynamic start)
            throws IOException {
        int threads = Usage.of(spec, run::threads);
        Path from = train == null ? valid : train;
        GradientStatistics statistics = Statistics.of(adaptable, from, threads);
        AdaptationTuning tuning;
        try (ReadingLine line = new ReadingLine(console, System::nanoTime)) {
            tuning = DynamicTuner.tune(adaptable, text, most, statistics, start, threads, new Watch(line, true));
        }
        AdaptationFile.Statistics named = AdaptationFile.statistics(out, from, statistics);
        write(new AdaptationFile(tuning.adaptation(), Optional.of(named), weights(adaptable, tuning)));
        return tuning;
    }

    private void write(AdaptationFile settings) throws IOException {
        Place.requireFree(out, overwrite);
        settings.write(out);
    }

    private static List<Double> weights(Adaptable adaptable, AdaptationTuning tuning) {
        return adaptable.isMixture() ? tuning.weights() : List.of();
    }

    /// @param says what each trial gave: a cache has too many
    private record Watch(ReadingLine line, boolean says) implements AdaptationTuning.Watch {
        @Override
        public void tried(AdaptationTuning.Trial trial) {
            if (says) {
                String found = perplexity(trial.loss());
                line.say("perplexity %s with %s".formatted(found, AdaptationText.of(trial.adaptation())));
            }
        }

        @Override
        public void read(int tokens) {
            line.read(tokens);
        }
    }

    private static String perplexity(double loss) {
        double perplexity = StrictMath.exp(loss);
        return String.format(Locale.ROOT, perplexity < 1e9 ? "%,.3f" : "%.3e", perplexity);
    }

    private JsonLine json(Adaptable adaptable, AdaptationTuning tuning) {
        JsonLine line = AdaptationText.put(new JsonLine().put("settings", out.toString()), tuning.adaptation());
        return line.put("mixture", weights(adaptable, tuning))
                .put("tokens", tuning.tokens())
                .put("lossBefore", tuning.lossBefore())
                .put("loss", tuning.loss())
                .put("perplexityBefore", StrictMath.exp(tuning.lossBefore()))
                .put("perplexity", StrictMath.exp(tuning.loss()));
    }

    private static String text(Adaptable adaptable, AdaptationTuning tuning) {
        String format = """
                settings            %s
                perplexity          %s, without adaptation %s%s
                tuned on            %,d tokens""";
        return String.format(
                Locale.ROOT,
                format,
                AdaptationText.of(tuning.adaptation()),
                perplexity(tuning.loss()),
                perplexity(tuning.lossBefore()),
                adaptable.isMixture()
                        ? "%nweights of members  ".formatted() + AdaptationText.weights(tuning.weights())
                        : "",
                tuning.tokens());
    }
}
