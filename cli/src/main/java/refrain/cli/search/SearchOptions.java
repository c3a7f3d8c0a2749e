package refrain.cli.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import refrain.cli.options.OptionGroup;
import refrain.train.search.Dimension;
import refrain.train.search.Halving;

/// Whether and how long to search. What the person chose of the other options is not searched.
@OptionGroup("Search for settings")
public final class SearchOptions {
    /// What a search decides by itself.
    private static final List<String> ITS_OWN =
            List.of("--updates", "--epochs", "--minutes", "--target-loss", "--patience", "--resume");

    @Option(
            names = "--search",
            paramLabel = "MINUTES",
            description = "Try settings for about so many minutes and keep the model of the best; options that are"
                    + " given stay as they are.")
    private @Nullable Double minutes;

    @Option(
            names = "--search-updates",
            paramLabel = "N",
            description = "Search with N updates for the best one's run in place of minutes: the same on any machine.")
    private @Nullable Long updates;

    @Option(
            names = "--search-trials",
            paramLabel = "N",
            description = "Settings to try (default: " + Halving.TRIALS + ", fewer in a short time).")
    private @Nullable Integer trials;

    public boolean isWanted() {
        return minutes != null || updates != null;
    }

    /// The time as the person wrote it, for messages.
    String minutes() {
        return String.valueOf(minutes);
    }

    /// Seconds the search may take, if that is what the person gave.
    Optional<Double> seconds() {
        return Optional.ofNullable(minutes).map(given -> 60 * given);
    }

    /// How many settings to try, if the person said so.
    Optional<Integer> trials() {
        return Optional.ofNullable(trials);
    }

    /// The plan that the person gave without minutes.
    Halving plan() {
        return new Halving(trials().orElse(Halving.TRIALS), updates == null ? 1 : updates);
    }

    /// @throws IllegalArgumentException if options contradict each other or are out of range
    public void check(CommandSpec command) {
        if (!isWanted()) {
            if (trials != null) {
                throw new IllegalArgumentException(
                        "--search-trials %d needs --search or --search-updates".formatted(trials));
            }
            return;
        }
        if (minutes != null && updates != null) {
            throw new IllegalArgumentException("--search and --search-updates exclude each other; give one of them");
        }
        if (minutes != null && !(minutes > 0 && minutes < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("search is %s; it must be greater than 0 and finite".formatted(minutes));
        }
        plan();
        ParseResult parsed = command.commandLine().getParseResult();
        ITS_OWN.stream().filter(parsed::hasMatchedOption).findFirst().ifPresent(option -> {
            throw new IllegalArgumentException(
                    "a search begins its runs and ends them by itself; leave %s out".formatted(option));
        });
        if (free(parsed).isEmpty()) {
            throw new IllegalArgumentException("all that a search varies is given; leave one of --rate, --dropout,"
                    + " --layers, --weight-decay out");
        }
    }

    /// What may be varied: what the person did not choose.
    static List<Dimension> free(ParseResult parsed) {
        List<Dimension> free = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            if (deciding(dimension, parsed).stream().noneMatch(parsed::hasMatchedOption)) {
                free.add(dimension);
            }
        }
        return free;
    }

    /// The options that choose along a dimension. An earlier model (`--from`) brings its architecture.
    private static List<String> deciding(Dimension dimension, ParseResult parsed) {
        return switch (dimension) {
            case RATE -> List.of("--rate");
            case DROPOUT -> List.of("--dropout", "--dropout-input", "--dropout-layer", "--dropout-output");
            case LAYERS ->
                parsed.hasMatchedOption("--tied") || parsed.hasMatchedOption("--output")
                        ? List.of("--layers", "--from", "--embedding")
                        : List.of("--layers", "--from");
            case TIED -> List.of("--tied", "--output", "--embedding", "--one-hot", "--from");
            case WEIGHT_DECAY -> List.of("--weight-decay");
        };
    }
}
