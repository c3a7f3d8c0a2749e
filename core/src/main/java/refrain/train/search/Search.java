package refrain.train.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.train.DivergenceException;
import refrain.train.Ending;
import refrain.train.Existing;
import refrain.train.Result;
import refrain.train.RunLock;
import refrain.train.Trainer;

/// Tries the settings of many candidates by successive halving and keeps the model of the best.
///
/// ```
/// SearchSpace space = new SearchSpace(model, config, List.of(Dimension.RATE, Dimension.DROPOUT));
/// Halving plan = new Halving(Halving.TRIALS, 5_000);
/// Search search = Search.of(candidate -> Trainer.of(candidate.model(), candidate.config(), tokenizer, training)
///         .validatingOn(validation));
/// try (RunLock lock = RunLock.of(new RunFiles(Path.of("book.safetensors")))) {
///     SearchResult result = search.run(plan, space.draw(1, plan.trials()), lock);
/// }
/// ```
///
/// The plan and the candidates determine the model to the last bit: it is the one that a [Trainer] of the winner's
/// settings makes by itself. Which candidates go on is decided by validation losses after counted updates, never by
/// time.
public final class Search {
    private final Function<Candidate, Trainer> trainers;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicReference<@Nullable Trainer> running = new AtomicReference<>();
    private SearchListener listener = SearchListener.SILENT;

    private Search(Function<Candidate, Trainer> trainers) {
        this.trainers = trainers;
    }

    /// A search whose candidates are trained by the trainers of a function, which validate.
    public static Search of(Function<Candidate, Trainer> trainers) {
        return new Search(trainers);
    }

    /// Tells how the search goes.
    public Search listening(SearchListener hearer) {
        listener = hearer;
        return this;
    }

    /// Asks the search to stop and keep the best so far. For any thread.
    public void requestStop() {
        stop.set(true);
        Trainer trainer = running.get();
        if (trainer != null) {
            trainer.requestStop();
        }
    }

    /// Measures how fast a candidate is trained, in a run of about so many seconds that leaves nothing.
    /// @param lock of the model that the search is to make
    /// @throws RefusalException if the search was asked to stop meanwhile
    public Halving.Pace pace(Candidate candidate, double seconds, RunLock lock) throws IOException {
        SearchFiles files = new SearchFiles(lock.files());
        files.begin();
        try {
            PaceMeter updates = measured(candidate, seconds, files);
            PaceMeter validation = measured(candidate, 0, files); // once more, as machine code
            if (stop.get()) {
                throw new RefusalException("the search was stopped before its first trial; there is no model");
            }
            return new Halving.Pace(updates.update(), validation.validation());
        } finally {
            files.delete();
        }
    }

    private PaceMeter measured(Candidate candidate, double seconds, SearchFiles files) throws IOException {
        Trainer trainer = trainers.apply(candidate).whenFound(Existing.OVERWRITE);
        PaceMeter meter = new PaceMeter(trainer, seconds);
        start(trainer.listening(meter), files.pace().model());
        return meter;
    }

    /// Searches.
    /// @param candidates as many as the plan has trials; their limits are to end at the plan's updates
    /// @param lock of the model to make; what is there is replaced at the end
    /// @throws RefusalException if no trial came to a model
    /// @throws IOException also if the winner's files cannot be put in their place: they stay where they are
    public SearchResult run(Halving plan, List<Candidate> candidates, RunLock lock) throws IOException {
        if (candidates.size() != plan.trials()) {
            throw new IllegalArgumentException(
                    "%d candidates are given; the plan has %d trials".formatted(candidates.size(), plan.trials()));
        }
        SearchFiles files = new SearchFiles(lock.files());
        files.begin();
        List<Trial> trials =
                new ArrayList<>(candidates.stream().map(Trial::waiting).toList());
        int best = best(plan, trials, files);
        files.keep(trials.get(best).candidate().number());
        files.delete();
        trials.set(best, trials.get(best).with(Trial.Fate.WON));
        return result(trials, trials.get(best));
    }

    private int best(Halving plan, List<Trial> trials, SearchFiles files) throws IOException {
        try {
            climb(plan, trials, files);
        } catch (IOException failed) {
            throw stranded(trials, files, failed);
        } catch (UncheckedIOException failed) {
            throw stranded(trials, files, Objects.requireNonNull(failed.getCause()));
        } catch (RuntimeException refused) {
            if (measured(trials).findAny().isEmpty()) {
                files.delete();
            }
            throw refused;
        }
        try {
            return best(trials);
        } catch (RefusalException none) {
            files.delete();
            throw none;
        }
    }

    /// What to say where a trial failed: what was found until then is not thrown away.
    private static IOException stranded(List<Trial> trials, SearchFiles files, IOException failed) throws IOException {
        Optional<Trial> best = measured(trials).min(Trial.WINNER_FIRST);
        if (best.isEmpty()) {
            files.delete();
            return failed;
        }
        String saved = "%s%n  the best trial until then stays until the next search: %s"
                .formatted(
                        reason(failed),
                        files.trial(best.get().candidate().number()).model());
        return new IOException(saved, failed);
    }

    private static String reason(IOException failed) {
        return failed instanceof NoSuchFileException missing
                ? missing.getFile() + ": there is no such file or directory"
                : String.valueOf(failed.getMessage());
    }

    private void climb(Halving plan, List<Trial> trials, SearchFiles files) throws IOException {
        List<Integer> field = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            field.add(i);
        }
        for (int rung = 0; rung < plan.rungs() && !field.isEmpty() && !stop.get(); rung++) {
            listener.climbing(rung, field.size(), plan.updates(rung));
            for (int i : field) {
                if (!stop.get()) {
                    trials.set(i, tried(trials.get(i), plan.updates(rung), files));
                    listener.tried(trials.get(i));
                }
            }
            int most = rung + 1 < plan.rungs() ? plan.survivors(rung + 1) : 0;
            field = field.stream()
                    .filter(i -> trials.get(i).fate() == Trial.Fate.LEFT_BEHIND)
                    .sorted(Comparator.comparing(trials::get, Trial.BEST_FIRST))
                    .limit(most)
                    .sorted()
                    .toList();
        }
    }

    private Trial tried(Trial trial, long update, SearchFiles files) throws IOException {
        Trainer trainer =
                trainers.apply(trial.candidate()).whenFound(Existing.RESUME).pausingAt(update);
        try {
            Result result =
                    start(trainer, files.trial(trial.candidate().number()).model());
            requireMeasured(result);
            return trial.measured(
                    result.ending() == Ending.STOPPED ? Trial.Fate.STOPPED : Trial.Fate.LEFT_BEHIND, result);
        } catch (DivergenceException diverged) {
            return trial.with(Trial.Fate.DIVERGED);
        }
    }

    private static void requireMeasured(Result result) {
        if (result.firstValidationLoss().isEmpty() && result.ending() != Ending.STOPPED) {
            throw new IllegalArgumentException("a search compares validation losses; its trainers must validate");
        }
    }

    private Result start(Trainer trainer, Path model) throws IOException {
        running.set(trainer);
        if (stop.get()) { // before it was known which trainer to ask
            trainer.requestStop();
        }
        try {
            return trainer.train(model);
        } finally {
            running.set(null);
        }
    }

    private static Stream<Trial> measured(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.fate() != Trial.Fate.DIVERGED && trial.loss() < Double.POSITIVE_INFINITY);
    }

    /// Which trial won.
    /// @throws RefusalException if none came to a model
    private int best(List<Trial> trials) {
        return measured(trials).min(Trial.WINNER_FIRST).map(trials::indexOf).orElseThrow(() -> nothing(stop.get()));
    }

    private SearchResult result(List<Trial> trials, Trial winner) {
        List<Trial> ranked = trials.stream()
                .sorted(Comparator.comparingLong(Trial::updates).reversed().thenComparing(Trial.BEST_FIRST))
                .toList();
        return new SearchResult(winner, ranked, stop.get());
    }

    private static RefusalException nothing(boolean stopped) {
        return stopped
                ? new RefusalException("the search was stopped before its first trial was measured; there is no model")
                : new RefusalException(
                        "training diverged in every trial; there is no model%n  try: ".formatted(),
                        Remedy.Choice.SMALLER_RATE);
    }
}
