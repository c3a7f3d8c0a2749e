package refrain.cli.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import refrain.cli.console.CommandLineText;
import refrain.cli.console.Console;
import refrain.cli.console.Interruption;
import refrain.cli.options.Place;
import refrain.cli.options.RunOptions;
import refrain.cli.options.TextOptions;
import refrain.cli.options.Usage;
import refrain.cli.recipe.Recipe;
import refrain.cli.recipe.RecipeArguments;
import refrain.cli.search.SearchJob;
import refrain.cli.search.SearchJson;
import refrain.cli.search.SearchOptions;
import refrain.file.AtomicFile;
import refrain.lm.Architecture;
import refrain.nn.ModelConfig;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;
import refrain.train.Ending;
import refrain.train.Existing;
import refrain.train.FinishedRun;
import refrain.train.Result;
import refrain.train.RunFiles;
import refrain.train.RunLock;
import refrain.train.Trainer;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;
import refrain.train.search.SearchResult;

@Command(
        name = "train",
        header = "Train a model on text.",
        description = {
            "Writes MODEL.safetensors (the model that validates best), MODEL.metrics.jsonl and the learning curve",
            "MODEL.svg. Ctrl-C saves a checkpoint; the same command with --resume goes on from it, to the same bytes."
        },
        customSynopsis = {
            "refrain train TEXT... --out MODEL.safetensors [--recipe FILE] [OPTION]...",
            "  refrain train TEXT... --out MODEL.safetensors --resume [OPTION]...",
            "  refrain train TEXT... --out MODEL.safetensors --search MINUTES [OPTION]..."
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  refrain train book.txt --out book.safetensors --minutes 3",
            "  refrain train train.txt --valid valid.txt --units word --layers lstm:200 \\",
            "      --optimizer sgd --schedule exponential:0.5:4 --out words.safetensors",
            "  refrain train letters.txt --from book.safetensors --schedule slanted \\",
            "      --layer-rate-decay 2.6 --out letters.safetensors"
        },
        sortOptions = false)
public final class TrainCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "MODEL.safetensors",
            required = true,
            description = "The model file to write.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--recipe",
            paramLabel = "FILE.toml",
            description = "Take options from a recipe; those on the command line override them.")
    private @Nullable Path recipe;

    @Mixin
    private TextOptions texts = new TextOptions();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private TrainOptions training = new TrainOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private SearchOptions search = new SearchOptions();

    @Option(
            names = "--resume",
            description = "Go on from the checkpoint of an interrupted run; begin if there is none.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace a model that is there already.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print one JSON object about the run on standard output.")
    private boolean json;

    /// The command as the person gave it.
    private List<String> words = List.of();

    public TrainCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        words = spec.root().commandLine().getParseResult().originalArgs();
        RunFiles files = recipe == null ? Usage.of(spec, this::check) : prepared(recipe);
        Place.requireFolder(files.model());
        try (RunLock lock = RunLock.of(files)) {
            interruption.closes(lock::close);
            requirePlace(files);
            Optional<StartingPoint> start = training.transfer().start();
            Usage.of(spec, () -> start.map(this::requireFitting));
            Corpus.Parts parts = texts.parts(files::owns);
            Tokenizer tokenizer =
                    start.isPresent() ? start.get().tokenizer(parts.training()) : texts.tokenizer(parts.training());
            if (!isFinished(files, parts, tokenizer, start)) {
                train(lock, parts, tokenizer, start);
            }
        }
        return 0;
    }

    /// Refuses options that the model training begins with cannot be trained with.
    private ModelConfig requireFitting(StartingPoint start) {
        ModelConfig model = network.config(Integer.MAX_VALUE, start);
        requireTrains(model, training.config(Defaults.of(0, 2), Optional.of(start)));
        return model;
    }

    private static void requireTrains(ModelConfig model, TrainingConfig config) {
        model.output().requireTrains(config.regularization());
    }

    private RunFiles prepared(Path file) throws IOException {
        Recipe read = RecipeArguments.read(spec, file);
        RunFiles files = RecipeArguments.apply(spec, read, this::check);
        read.announcement().forEach(console::say);
        return files;
    }

    /// Whether this goes on with a run that has nothing left to do, which is then said. The texts were read for
    /// their digests, but need not be encoded.
    private boolean isFinished(RunFiles files, Corpus.Parts parts, Tokenizer tokenizer, Optional<StartingPoint> start)
            throws IOException {
        Optional<FinishedRun> run = resume ? FinishedRun.of(files) : Optional.empty();
        if (run.isEmpty()) {
            return false;
        }
        TrainingJob job = job(files, run.get().trainingTokens(), tokenizer, start);
        Optional<Result> result = run.get()
                .resumed(
                        job.model(),
                        job.config(),
                        tokenizer,
                        parts.training().facts().sha256(),
                        parts.validation().facts().sha256());
        if (result.isPresent()) {
            EncodedTexts.delete(files);
            job.draw();
            report(job, result.get());
        }
        return result.isPresent();
    }

    private void train(RunLock lock, Corpus.Parts parts, Tokenizer tokenizer, Optional<StartingPoint> start)
            throws IOException {
        try (EncodedTexts encoded = EncodedTexts.of(tokenizer, parts, lock, interruption)) {
            EncodedTexts.notices(parts).forEach(console::say);
            TrainingJob job = job(lock.files(), encoded.training().size(), tokenizer, start);
            if (search.isWanted()) {
                searchSettings(job, lock, encoded);
            } else {
                job.announce(encoded, start.isEmpty() ? network.chosenHere() : List.of());
                report(job, job.run(lock, encoded, interruption));
            }
        }
    }

    /// Trains many candidates and keeps the best one's model as a run's.
    private void searchSettings(TrainingJob job, RunLock lock, EncodedTexts encoded) throws IOException {
        job.announceSearch(encoded);
        SearchJob searching = new SearchJob(console, interruption, search, spec, words);
        SearchResult found = searching.run(
                lock, job.model(), job.config(), candidate -> job.of(candidate).fittingTrainer(encoded));
        job.draw();
        console.say(Conclusion.quality(found.winner().loss()));
        console.say(Conclusion.files(job.files()));
        searching.conclude(found, job.files());
        if (json) {
            console.line(SearchJson.winner(
                            found,
                            Conclusion.json(found.winner().result().orElseThrow(), job.files(), parameters(found)))
                    .toString());
        }
    }

    private static long parameters(SearchResult found) {
        return new Architecture.Recurrent(found.winner().candidate().model()).parameters();
    }

    /// Finds out before the texts are read whether the files can be written where they are wanted.
    private void requirePlace(RunFiles files) throws IOException {
        AtomicFile.requireWritable(files.validationTokens()); // it has the longest name
        if (search.isWanted()) {
            existing().require(files, files.picture(), files.search());
        } else {
            existing().require(files, files.picture());
        }
    }

    private Existing existing() {
        if (resume) {
            return Existing.RESUME;
        }
        return overwrite ? Existing.OVERWRITE : Existing.REFUSE;
    }

    private Defaults defaults(RunFiles files, long tokens, int vocabulary) throws IOException {
        Defaults defaults = Defaults.of(tokens, vocabulary);
        Optional<Schedule> begun = resume ? Trainer.begunSchedule(files) : Optional.empty();
        return begun.map(defaults::goingOn).orElse(defaults);
    }

    private TrainingJob job(RunFiles files, long tokens, Tokenizer tokenizer, Optional<StartingPoint> start)
            throws IOException {
        int vocabulary = tokenizer.vocabulary().size();
        Defaults defaults = defaults(files, tokens, vocabulary);
        ModelConfig model = Usage.fitting(() -> start.map(earlier -> network.config(vocabulary, earlier))
                .orElseGet(() -> network.config(vocabulary, defaults)));
        TrainingConfig config = Usage.fitting(() -> training.config(defaults, start));
        Optional<Path> initial = start.map(StartingPoint::file);
        return new TrainingJob(console, files, model, config, initial, existing(), run.threads(), run.kernels());
    }

    private void report(TrainingJob job, Result result) throws IOException {
        console.say(Conclusion.ending(result));
        double before = result.firstValidationLoss().orElse(Double.POSITIVE_INFINITY);
        result.bestValidationLoss().ifPresent(loss -> console.say(Conclusion.quality(loss, before)));
        if (result.ending() == Ending.STOPPED) {
            if (Files.notExists(job.files().model())) {
                console.say("there is no model yet: the first is written when the run validates after an update");
            }
            console.say("go on with:  " + CommandLineText.resuming(words));
        } else {
            console.say(Conclusion.files(job.files(), result.ending()));
            console.say("try:  " + CommandLineText.of(List.of("generate", out.toString())));
        }
        if (json) {
            console.line(Conclusion.json(result, job.files(), new Architecture.Recurrent(job.model()).parameters())
                    .toString());
        }
    }

    /// Refuses wrong options before any text is read. No vocabulary is too small yet, and layers that are not given
    /// are as wide as the others want them.
    private RunFiles check() {
        if (resume && overwrite) {
            throw new IllegalArgumentException("--resume and --overwrite exclude each other; give one of them");
        }
        texts.check();
        search.check(spec);
        run.threads();
        run.kernels();
        requireTrains(network.plausible(Integer.MAX_VALUE), training.config(Defaults.of(0, 2), Optional.empty()));
        RunFiles files = new RunFiles(out);
        texts.requireOther(files::owns);
        if (recipe != null && files.owns(recipe)) {
            throw new IllegalArgumentException(
                    "--recipe is %s, which the run would write; choose another --out".formatted(recipe));
        }
        training.transfer().check(spec, files);
        return files;
    }
}
