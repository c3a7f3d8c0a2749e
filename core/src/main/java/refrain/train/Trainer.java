package refrain.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import refrain.kernel.Kernels;
import refrain.nn.ModelConfig;
import refrain.refusal.HeapNeed;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.corpus.Digests;
import refrain.train.checkpoint.Checkpoint;
import refrain.train.config.Craft;
import refrain.train.config.Noise;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;
import refrain.train.engine.Engine;
import refrain.train.engine.InitialModel;
import refrain.train.pace.Interrupts;
import refrain.train.state.Outcome;

/// Trains a model on a text.
///
/// ```
/// Corpus.Parts text = Corpus.of(Path.of("book.txt")).split(0.1);
/// Tokenizer tokenizer = CharTokenizer.train(text.training(), Vocabulary.Limits.NONE);
/// ModelConfig model = new ModelConfig(
///         tokenizer.vocabulary().size(), new InputConfig.Embedding(64), List.of(LayerConfig.parse("lstm:256")));
/// try (TokenStore training = TokenStore.inMemory(tokenizer, text.training());
///         TokenStore validation = TokenStore.inMemory(tokenizer, text.validation())) {
///     Trainer.of(model, TrainingConfig.DEFAULT, tokenizer, training)
///             .validatingOn(validation)
///             .train(Path.of("book.safetensors"));
/// }
/// ```
///
/// What is given to [#of] and [#validatingOn] determines the model to the last bit; kernels and threads do not.
public final class Trainer {
    private final ModelConfig model;
    private TrainingConfig config;
    private final Tokenizer tokenizer;
    private final TokenStore training;
    private final AtomicBoolean stop = new AtomicBoolean();
    private @Nullable TokenStore validation;
    private @Nullable Path initial;
    private @Nullable Kernels kernels;
    private int threads = Runtime.getRuntime().availableProcessors();
    private TrainingListener listener = TrainingListener.SILENT;
    private Existing existing = Existing.REFUSE;
    private Duration interval = Duration.ofSeconds(30);
    private long pause = Interrupts.NO_PAUSE;
    private Duration patience = Duration.ofSeconds(5);

    private Trainer(ModelConfig model, TrainingConfig config, Tokenizer tokenizer, TokenStore training) {
        this.model = model;
        this.config = config;
        this.tokenizer = tokenizer;
        this.training = training;
    }

    /// A trainer of `model` on the text `training`, which `tokenizer` has encoded.
    public static Trainer of(ModelConfig model, TrainingConfig config, Tokenizer tokenizer, TokenStore training) {
        return new Trainer(model, config, tokenizer, training);
    }

    /// Measures the loss on this text after every epoch, oftener in long ones, and keeps the best model; without
    /// it the last model is kept.
    public Trainer validatingOn(TokenStore text) {
        validation = text;
        return this;
    }

    /// Begins with the weights of an earlier model of the same architecture. The tokenizer must be that model's, or
    /// know more symbols after the same ones; their weights begin as the mean of the others'. The digest of the
    /// file becomes a part of the configuration, and so of the new model's provenance.
    public Trainer startingFrom(Path model) throws IOException {
        initial = model;
        Craft craft = config.craft();
        config = config.withCraft(craft.withTransfer(craft.transfer().withInitial(Digests.sha256(model))));
        return this;
    }

    /// Computes with these kernels; by default with the fastest here.
    public Trainer with(Kernels chosen) {
        kernels = chosen;
        return this;
    }

    /// Computes on so many threads; by default on one for each processor.
    public Trainer onThreads(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("threads is %d; it must be at least 1".formatted(number));
        }
        threads = number;
        return this;
    }

    /// Tells how the run goes.
    public Trainer listening(TrainingListener hearer) {
        listener = hearer;
        return this;
    }

    /// What to do with the files of an earlier run; by default it is refused to touch them.
    public Trainer whenFound(Existing choice) {
        existing = choice;
        return this;
    }

    /// Writes a checkpoint whenever so much time has passed; every 30 s by default. Time decides nothing else.
    public Trainer savingEvery(Duration time) {
        interval = time;
        return this;
    }

    /// Pauses the run after so many updates, those before a resumption included, if it does not end before: it is
    /// measured and kept as at its end, and can go on as if it had not paused. Nothing else changes: a schedule
    /// ends where the limits of the configuration say.
    public Trainer pausingAt(long update) {
        if (update < 1) {
            throw new IllegalArgumentException("update is %d; it must be at least 1".formatted(update));
        }
        pause = update;
        return this;
    }

    /// Lets a wish to stop wait so long for the end of a validation.
    Trainer patient(Duration length) {
        patience = length;
        return this;
    }

    /// Asks the run to stop: it finishes the current update, writes a checkpoint and returns; where a validation takes
    /// longer than seconds, it returns to the last checkpoint. For any thread.
    public void requestStop() {
        stop.set(true);
    }

    /// What the run will take of the heap. Texts that [TokenStore#inMemory] has made are on the heap too, and not
    /// counted.
    public Memory memory() {
        return Memory.of(model, config, training, Optional.ofNullable(validation), threads);
    }

    /// What the run will take of the heap, if there is as much.
    /// @throws RefusalException if the heap may not grow so far
    public HeapNeed requireHeap() {
        Memory memory = memory();
        HeapNeed need = new HeapNeed(memory.weights(), memory.activations(), model.vocabulary());
        need.require("this run", smaller());
        return need;
    }

    private Remedy[] smaller() {
        return config.craft().noise() instanceof Noise.KneserNey
                ? new Remedy[] {Remedy.Choice.SIMPLER_NOISE, Remedy.Choice.SMALLER_TRAINING}
                : new Remedy[] {Remedy.Choice.SMALLER_TRAINING};
    }

    /// The schedule of an earlier run, where its checkpoint is: the one that a run resumed from it must have.
    /// @throws IOException if the checkpoint cannot be read, or is damaged
    public static Optional<Schedule> begunSchedule(RunFiles files) throws IOException {
        if (Files.notExists(files.checkpoint())) {
            return Optional.empty();
        }
        try (Checkpoint checkpoint = Checkpoint.open(files.checkpoint())) {
            return Optional.of(checkpoint.settings().schedule());
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: it is damaged: %s".formatted(files.checkpoint(), e.getMessage()), e);
        }
    }

    /// Trains until a limit of the configuration is met, on the calling thread and as many others as it takes.
    /// @param file where the model goes, `STEM.safetensors`; [RunFiles] names the files beside it
    /// @throws IllegalArgumentException if model, tokenizer and texts do not belong together
    /// @throws RefusalException if the configuration does not go with model and texts, or files of an earlier
    ///     run stand in the way or do not fit
    /// @throws DivergenceException if loss, gradient or weights leave all bounds
    /// @throws IOException if a file cannot be read or written; the last checkpoint stays
    public Result train(Path file) throws IOException {
        try (RunLock lock = RunLock.of(new RunFiles(file))) {
            return train(lock);
        }
    }

    /// Trains as [#train(Path)] does, with the lock of the files already taken. It stays with the caller.
    /// @throws IllegalStateException if the lock was given back
    public Result train(RunLock lock) throws IOException {
        lock.requireHeld();
        Kernels.requireFusedMultiplyAdd();
        RunFiles files = lock.files();
        Task task = Task.of(model, config, tokenizer, training, Optional.ofNullable(validation));
        if (existing == Existing.RESUME && Files.exists(files.checkpoint())) {
            try (Checkpoint checkpoint = Checkpoint.open(files.checkpoint())) {
                return resume(task, files, checkpoint);
            }
        }
        existing.require(files);
        RunState state = new RunState();
        state.averagingFrom = config.craft().averaging().from();
        try (Engine engine = engine()) {
            begin(engine);
            try (Store store = Store.create(task, engine, files, state)) {
                return run(task, engine, state, store);
            }
        }
    }

    private void begin(Engine engine) throws IOException {
        if (initial != null) {
            InitialModel.load(initial, engine.network(), tokenizer);
        } else if (!config.craft().transfer().initial().isEmpty()) {
            throw new IllegalArgumentException(
                    "the configuration wants to begin with a model of digest %s; give its file"
                            .formatted(config.craft().transfer().initial()));
        }
    }

    private Result resume(Task task, RunFiles files, Checkpoint checkpoint) throws IOException {
        RunState state = checkpoint.state(RunState::of);
        new Resumption(task, state, files.checkpoint()).require(checkpoint.settings());
        if (state.outcome.finished() && task.ending(state).isPresent() && new BestModel(files).is(state.keptSha256())) {
            Result result = task.result(Ending.ALREADY_FINISHED, state);
            listener.finished(result);
            return result;
        }
        state.outcome = Outcome.OPEN; // a later limit lets it go on
        try (Engine engine = engine()) {
            checkpoint.restore(engine, state.step);
            checkpoint.close(); // it is about to be replaced, which not every system allows of a mapped file
            try (Store store = Store.resume(task, engine, files, state)) {
                return run(task, engine, state, store);
            }
        }
    }

    private Result run(Task task, Engine engine, RunState state, Store store) throws IOException {
        return new TrainingRun(task, engine, state, store, listener, new Interrupts(stop, interval, pause, patience))
                .run();
    }

    private Engine engine() {
        Kernels chosen = kernels == null ? Kernels.best() : kernels;
        int unknown = tokenizer.vocabulary().unknown();
        try {
            return Engine.of(model, config, training, Optional.ofNullable(validation), unknown, chosen, threads);
        } catch (ArithmeticException overflow) {
            throw RefusalException.of(
                    overflow,
                    "an array of this run would have 2^31 values or more%n  try: ".formatted(),
                    Remedy.Choice.SMALLER_TRAINING);
        }
    }
}
