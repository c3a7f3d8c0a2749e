package refrain.cli.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import refrain.cli.console.CommandLineText;
import refrain.cli.console.Console;
import refrain.cli.console.Interruption;
import refrain.cli.options.Usage;
import refrain.lm.Architecture;
import refrain.nn.ModelConfig;
import refrain.refusal.RefusalException;
import refrain.train.RunFiles;
import refrain.train.RunLock;
import refrain.train.Trainer;
import refrain.train.config.Limits;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;
import refrain.train.search.Candidate;
import refrain.train.search.Dimension;
import refrain.train.search.Halving;
import refrain.train.search.Search;
import refrain.train.search.SearchResult;
import refrain.train.search.SearchSpace;

/// One search as the command does it: planned from the time there is, shown, heard when it is to stop.
///
/// @param words the command as the person gave it
public record SearchJob(
        Console console, Interruption interruption, SearchOptions options, CommandSpec command, List<String> words) {
    /// Fewer kinds of token than this are characters, whose output layer is too small to be worth tying.
    private static final int CHARACTERS = 1_000;

    /// The speed is measured for this part of the time, no longer than so many seconds, but long enough for machine
    /// code to be compiled, if that is not too much of the time.
    private static final double PACE_PART = 0.05;

    private static final double LONGEST_PACE = 20;
    private static final double SHORTEST_PACE = 10;
    private static final double LARGEST_PACE_PART = 1 / 6.0;

    /// The rate rises for so many updates at most, and in no run for more than half of the first rung.
    private static final long WARM_UP = 200;

    /// Enough for the speed of any network to be measured.
    private static final long OPEN_END = 1L << 40;

    /// Makes the trainer of a candidate.
    @FunctionalInterface
    public interface Trainers {
        /// @throws RefusalException if the heap is too small for it
        Trainer of(Candidate candidate) throws IOException;
    }

    /// Searches around given settings.
    public SearchResult run(RunLock lock, ModelConfig model, TrainingConfig config, Trainers trainers)
            throws IOException {
        SearchSpace space = new SearchSpace(model, config, free(model, config));
        CandidateWords shown = new CandidateWords(space.free());
        SearchView view = new SearchView(console, shown);
        Search search = Search.of(candidate -> trainer(trainers, candidate)).listening(view);
        interruption.calls(search::requestStop);
        view.say("search    varies %s; the rest stays as it is", names(space.free()));
        Halving plan = plan(search, space, lock);
        announce(plan, view);
        List<Candidate> candidates = Usage.fitting(() -> planned(space, plan).draw(config.seed(), plan.trials()));
        candidates.forEach(candidate -> trainer(trainers, candidate)); // a heap too small is found out first
        SearchResult found = search.run(plan, candidates, lock);
        SearchJson.write(lock.files().search(), found, shown);
        view.table(found);
        return found;
    }

    private static Trainer trainer(Trainers trainers, Candidate candidate) {
        try {
            return trainers.of(candidate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Dimension> free(ModelConfig model, TrainingConfig config) {
        List<Dimension> free = SearchOptions.free(command.commandLine().getParseResult());
        if (!config.craft().transfer().frozen().isEmpty()) {
            free.remove(Dimension.LAYERS); // what is frozen is named by parts that are there
            free.remove(Dimension.TIED);
        }
        if (model.vocabulary() <= CHARACTERS) {
            free.remove(Dimension.TIED);
        }
        if (free.isEmpty()) {
            throw new RefusalException(
                    "all that a search would vary is given, or ruled out by --freeze or by so few kinds of token as %,d%n"
                                    .formatted(model.vocabulary())
                            + "  leave one of --rate, --dropout, --layers, --weight-decay, --freeze out");
        }
        return free;
    }

    private static String names(List<Dimension> free) {
        return free.stream()
                .map(dimension -> switch (dimension) {
                    case RATE -> "rate";
                    case DROPOUT -> "dropout";
                    case LAYERS -> "layers";
                    case TIED -> "tied";
                    case WEIGHT_DECAY -> "weight-decay";
                })
                .collect(Collectors.joining(", "));
    }

    private Halving plan(Search search, SearchSpace space, RunLock lock) throws IOException {
        if (options.seconds().isEmpty()) {
            return options.plan();
        }
        long begun = System.nanoTime();
        double seconds = options.seconds().get();
        TrainingConfig open =
                space.config().withLimits(Limits.updates(OPEN_END)).withSchedule(new Schedule.Constant());
        Candidate given = new Candidate(0, space.model(), open);
        double compiled = Math.min(SHORTEST_PACE, LARGEST_PACE_PART * seconds);
        Halving.Pace pace = search.pace(given, Math.clamp(PACE_PART * seconds, compiled, LONGEST_PACE), lock)
                .times(meanSize(space));
        double spent = (System.nanoTime() - begun) / 1e9;
        Halving plan = options.trials().isPresent()
                ? Halving.within(seconds - spent, options.trials().get(), pace)
                : Halving.within(seconds - spent, pace);
        requireTelling(plan, pace, spent);
        return plan;
    }

    private void requireTelling(Halving plan, Halving.Pace pace, double spent) {
        if (!plan.isTelling()) {
            double least = Math.ceil((spent + Halving.shortest(plan.trials()).seconds(pace)) / 6) / 10;
            throw new RefusalException(String.format(
                    Locale.ROOT,
                    "--search %s is too short: an update takes %.3f s here and a validation %.1f s%n"
                            + "  give at least %.1f minutes, or --minutes to train once",
                    options.minutes(),
                    pace.update(),
                    pace.validation(),
                    least));
        }
    }

    /// How many times as large as the given network the candidates are on average.
    private static double meanSize(SearchSpace space) {
        double given = new Architecture.Recurrent(space.model()).parameters();
        return Usage.fitting(() -> space.draw(space.config().seed(), Halving.TRIALS)).stream()
                .mapToDouble(candidate -> new Architecture.Recurrent(candidate.model()).parameters() / given)
                .average()
                .orElse(1);
    }

    /// The space with runs that end where the plan says, on the person's schedule or by a trapezoid.
    private SearchSpace planned(SearchSpace space, Halving plan) {
        TrainingConfig limited = space.config().withLimits(Limits.updates(plan.updates()));
        return new SearchSpace(
                space.model(), isScheduled() ? limited : limited.withSchedule(trapezoid(plan)), space.free());
    }

    private boolean isScheduled() {
        return command.commandLine().getParseResult().hasMatchedOption("--schedule");
    }

    private static Schedule trapezoid(Halving plan) {
        return new Schedule.Trapezoid(Math.clamp(plan.updates(0) / 2, 1, WARM_UP));
    }

    private void announce(Halving plan, SearchView view) {
        String rungs = IntStream.range(0, plan.rungs())
                .mapToObj(rung -> "%d to update %d".formatted(plan.survivors(rung), plan.updates(rung)))
                .collect(Collectors.joining(", "));
        view.say("search    %d trials: %s; %,d updates in all", plan.trials(), rungs, plan.cost());
        if (options.seconds().isPresent()) {
            view.say(
                    "search    --search-updates %d --search-trials %d in place of --search repeats it to the byte",
                    plan.updates(), plan.trials());
        }
    }

    /// Says how to train the winner alone, under another name, or on.
    public void conclude(SearchResult found, RunFiles files) {
        List<String> alone = new ArrayList<>(
                CommandLineText.without(words, List.of("--search", "--search-updates", "--search-trials")));
        alone.remove("--overwrite");
        Candidate winner = found.winner().candidate();
        alone.addAll(new CandidateWords(free(winner.model(), winner.config())).of(winner));
        alone.addAll(
                List.of("--updates", String.valueOf(winner.config().limits().updates())));
        if (!isScheduled()) {
            alone.addAll(List.of("--schedule", winner.config().schedule().spec()));
        }
        if (found.winner().isComplete()) {
            List<String> elsewhere = new ArrayList<>(CommandLineText.without(alone, List.of("--out")));
            elsewhere.addAll(List.of("--out", files.beside("-alone.safetensors").toString()));
            console.say("the same model by itself:  " + CommandLineText.of(elsewhere));
        } else {
            console.say("go on with the best:  " + CommandLineText.resuming(alone));
        }
    }
}
