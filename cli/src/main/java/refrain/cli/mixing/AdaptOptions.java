package refrain.cli.mixing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import refrain.cli.console.JsonLine;
import refrain.cli.options.Usage;
import refrain.eval.Evaluation;
import refrain.lm.LanguageModel;
import refrain.lm.Reading;
import refrain.lm.adapt.Adaptable;
import refrain.lm.adapt.Adaptation;
import refrain.lm.adapt.AdaptationFile;
import refrain.lm.adapt.GradientStatistics;
import refrain.refusal.RefusalException;

/// How a model adapts to the text it reads. What is given here overrides what a settings file says.
public final class AdaptOptions {
    /// A reading in which the model adapts.
    /// @param adaptation how
    /// @param weights of a mixture's members; none of a model by itself
    public record Adapting(Adaptation adaptation, List<Double> weights, Reading reading) {
        public Adapting {
            weights = List.copyOf(weights);
        }

        /// What came of it, if it came to anything.
        /// @throws RefusalException if the weights grew without bound
        public Evaluation requireFinite(Evaluation evaluation) {
            if (adaptation instanceof Adaptation.Dynamic && !Double.isFinite(evaluation.perplexity())) {
                throw new RefusalException(
                        "adaptation made the weights grow without bound; try a lower --adapt-rate or a higher --adapt-epsilon");
            }
            return evaluation;
        }

        /// How, in lines for people.
        public String text() {
            String how = "adapting              %s: %s".formatted(adaptation.kind(), AdaptationText.of(adaptation));
            return weights.isEmpty()
                    ? how
                    : "%s%nweights of members    %s".formatted(how, AdaptationText.weights(weights));
        }

        /// How, by the names of the file of settings.
        public JsonLine json() {
            return AdaptationText.put(new JsonLine(), adaptation).put("mixture", weights);
        }
    }

    @Option(
            names = "--adapt",
            paramLabel = "KIND",
            description = "Adapt while reading: dynamic (go on learning) or cache (remember states).")
    private @Nullable String kind;

    @Option(
            names = "--adapt-settings",
            paramLabel = "ADAPT.json",
            description = "Adapt with the settings that tune-adapt found.")
    private @Nullable Path file;

    @Option(
            names = "--adapt-statistics",
            paramLabel = "TEXT",
            description = "dynamic: text like that of training, best its own, to see how large gradients are.")
    private @Nullable Path statistics;

    @Option(names = "--adapt-rate", paramLabel = "R", description = "dynamic: learning rate (default: 1e-4).")
    private @Nullable Double rate;

    @Option(
            names = "--adapt-decay",
            paramLabel = "D",
            description = "dynamic: pull towards the trained weights (default: 0.001).")
    private @Nullable Double decay;

    @Option(
            names = "--adapt-epsilon",
            paramLabel = "E",
            description = "dynamic: added to the size of a gradient (default: 1e-5).")
    private @Nullable Double epsilon;

    @Option(
            names = "--adapt-segment",
            paramLabel = "N",
            description = "dynamic: tokens from one update to the next (default: 10).")
    private @Nullable Integer segment;

    @Option(names = "--cache-size", paramLabel = "N", description = "cache: tokens remembered (default: 500).")
    private @Nullable Integer size;

    @Option(
            names = "--cache-theta",
            paramLabel = "T",
            description = "cache: how much the likeness of states counts (default: 0.3).")
    private @Nullable Double theta;

    @Option(names = "--cache-weight", paramLabel = "W", description = "cache: its share (default: 0.1).")
    private @Nullable Double weight;

    /// Whether a model is to adapt.
    public boolean isWanted() {
        return kind != null || file != null;
    }

    /// A reading in which the model adapts, if it is to.
    /// @throws ParameterException if options do not fit together
    public Optional<Adapting> reading(CommandSpec command, LanguageModel model, int threads) throws IOException {
        if (!isWanted()) {
            requireUnused(command, "--adapt or --adapt-settings is missing", all());
            return Optional.empty();
        }
        Optional<AdaptationFile> settings = file == null ? Optional.empty() : Optional.of(AdaptationFile.read(file));
        Adaptation adaptation = Usage.of(command, () -> adaptation(settings));
        requireFitting(command, adaptation);
        Adaptable adaptable = Usage.fitting(() -> adaptable(model, settings));
        Optional<GradientStatistics> gradients = statistics(command, adaptation, adaptable, settings, threads);
        List<Double> weights = adaptable.isMixture() ? adaptable.weights() : List.of();
        Reading reading = Usage.fitting(() -> adaptable.read(adaptation, gradients, threads));
        return Optional.of(new Adapting(adaptation, weights, reading));
    }

    private static Adaptable adaptable(LanguageModel model, Optional<AdaptationFile> settings) {
        Adaptable adaptable = Adaptable.of(model);
        List<Double> weights = settings.map(AdaptationFile::weights).orElse(List.of());
        return weights.isEmpty() ? adaptable : adaptable.withWeights(weights);
    }

    private Adaptation adaptation(Optional<AdaptationFile> settings) {
        String chosen = settings.map(found -> found.adaptation().kind()).orElse(String.valueOf(kind));
        if (kind != null && !kind.equals(chosen)) {
            throw new IllegalArgumentException(
                    "--adapt is %s; the settings in %s are of %s".formatted(kind, file, chosen));
        }
        Adaptation base = settings.map(AdaptationFile::adaptation).orElseGet(() -> defaults(chosen));
        return switch (base) {
            case Adaptation.Cache cache ->
                new Adaptation.Cache(or(size, cache.size()), or(theta, cache.theta()), or(weight, cache.weight()));
            case Adaptation.Dynamic dynamic ->
                new Adaptation.Dynamic(
                        or(rate, dynamic.rate()),
                        or(decay, dynamic.decay()),
                        or(epsilon, dynamic.epsilon()),
                        or(segment, dynamic.segment()));
        };
    }

    /// The defaults of a kind of adaptation.
    /// @throws IllegalArgumentException if there is no such kind
    static Adaptation defaults(String kind) {
        return switch (kind) {
            case "cache" -> Adaptation.Cache.DEFAULT;
            case "dynamic" -> Adaptation.Dynamic.DEFAULT;
            default ->
                throw new IllegalArgumentException("--adapt is \"%s\"; it must be dynamic or cache".formatted(kind));
        };
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private Optional<GradientStatistics> statistics(
            CommandSpec command, Adaptation adaptation, Adaptable model, Optional<AdaptationFile> settings, int threads)
            throws IOException {
        if (adaptation instanceof Adaptation.Cache) {
            return Optional.empty();
        }
        if (statistics != null) {
            return Optional.of(Statistics.of(model, statistics, threads));
        }
        if (file == null || settings.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "dynamic evaluation needs --adapt-statistics TEXT, text like that of training, or --adapt-settings");
        }
        AdaptationFile.Statistics text = settings.get().statistics().orElseThrow();
        GradientStatistics found = Statistics.of(model, text.file(file), threads);
        text.require(found);
        return Optional.of(found);
    }

    private void requireFitting(CommandSpec command, Adaptation adaptation) {
        switch (adaptation) {
            case Adaptation.Cache cache -> requireUnused(command, "they are for dynamic evaluation", dynamics());
            case Adaptation.Dynamic dynamic ->
                requireUnused(command, "they are for a cache", Stream.of(size, theta, weight));
        }
    }

    private Stream<@Nullable Object> dynamics() {
        return Stream.of(statistics, rate, decay, epsilon, segment);
    }

    private Stream<@Nullable Object> all() {
        return Stream.concat(dynamics(), Stream.of(size, theta, weight));
    }

    private static void requireUnused(CommandSpec command, String why, Stream<? extends @Nullable Object> options) {
        if (options.anyMatch(Objects::nonNull)) {
            throw new ParameterException(command.commandLine(), "settings for adapting are given and not used: " + why);
        }
    }
}
