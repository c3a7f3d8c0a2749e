package refrain.train;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import refrain.lm.ModelFile;
import refrain.text.corpus.Digests;
import refrain.train.checkpoint.Checkpoint;
import refrain.train.checkpoint.Journal;
import refrain.train.engine.Engine;

/// What a run writes: model, checkpoint and metrics.
final class Store implements AutoCloseable {
    private final Task task;
    private final Engine engine;
    private final RunFiles files;
    private final Journal journal;
    private long checkpointed;

    private Store(Task task, Engine engine, RunFiles files, Journal journal, long checkpointed) {
        this.task = task;
        this.engine = engine;
        this.files = files;
        this.journal = journal;
        this.checkpointed = checkpointed;
    }

    /// The files of a new run. Those of an earlier one are deleted once a checkpoint of this one's beginning has
    /// taken the place of theirs: whenever it is interrupted, it is this run that can be resumed.
    static Store create(Task task, Engine engine, RunFiles files, RunState state) throws IOException {
        boolean found = Files.exists(files.checkpoint()) || Files.exists(files.model());
        if (found) {
            task.mark(state);
            Checkpoint.write(files.checkpoint(), task.settings(), state.toText(), engine);
        }
        new BestModel(files).delete();
        return new Store(task, engine, files, Journal.open(files.metrics(), 0), found ? 0 : -1).begun(0);
    }

    /// The files of a run that goes on: the metrics end, and the model file is, where they were at the
    /// checkpoint. The model comes first: where it is refused, the metrics stay as they are.
    static Store resume(Task task, Engine engine, RunFiles files, RunState state) throws IOException {
        settle(task, engine, files, state);
        Journal journal = Journal.open(files.metrics(), state.metricsBytes);
        return new Store(task, engine, files, journal, state.update).begun(state.update);
    }

    private static void settle(Task task, Engine engine, RunFiles files, RunState state) throws IOException {
        BestModel best = new BestModel(files);
        if (state.isBestUnwritten()) {
            state.best = state.best.written(write(task, engine, files, state));
        } else if (state.best.isKnown()) {
            best.restore(state.best.sha256());
        } else if (state.update == 0) {
            best.delete();
        }
    }

    /// This, with a first line; closed if there is no room for it.
    private Store begun(long update) throws IOException {
        try {
            begin(update);
            return this;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// What does not determine the model.
    private void begin(long update) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("started", Instant.now().toString());
        line.put("fromUpdate", update);
        line.put("java", Runtime.version().toString());
        line.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        line.put("processors", Runtime.getRuntime().availableProcessors());
        line.put("kernels", engine.network().kernels().name());
        line.put("threads", engine.team().size());
        journal.write(line);
    }

    /// A line of metrics.
    void report(RunState state, Status status, OptionalDouble validationLoss) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("update", state.update);
        line.put("tokens", state.tokens);
        line.put("epoch", state.epoch);
        state.unreported.mean().ifPresent(loss -> line.put("loss", loss));
        validationLoss.ifPresent(loss -> line.put("validationLoss", loss));
        if (state.update > 0) {
            line.put("rate", state.rate);
            line.put("gradientNorm", state.gradientNorm);
            line.put("tokensPerSecond", Math.rint(status.tokensPerSecond()));
        }
        line.put("seconds", Math.rint(1_000 * status.seconds()) / 1_000);
        journal.write(line);
    }

    /// A line that says since when validation has got worse.
    void reportOverfitting(RunState state) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("update", state.update);
        line.put("overfittingSince", state.best.update());
        journal.write(line);
    }

    /// Bytes of metrics written.
    long metricsLength() throws IOException {
        return journal.length();
    }

    void writeCheckpoint(RunState state) throws IOException {
        journal.force();
        task.mark(state);
        Checkpoint.write(files.checkpoint(), task.settings(), state.toText(), engine);
        checkpointed = state.update;
    }

    /// Writes the weights, or their average once it has begun, as the model.
    /// @return SHA-256 of the file
    String writeModel(RunState state) throws IOException {
        return write(task, engine, files, state);
    }

    private static String write(Task task, Engine engine, RunFiles files, RunState state) throws IOException {
        engine.exchange(state.averaged());
        try {
            ModelFile.write(files.model(), engine.network(), task.tokenizer(), task.provenance(state));
        } finally {
            engine.exchange(state.averaged());
        }
        return Digests.sha256(files.model());
    }

    /// Keeps the best model so far beside the last one, which is about to replace it.
    void supersedeModel() throws IOException {
        new BestModel(files).supersede();
    }

    /// Where a run that failed can go on, for its message.
    String lastCheckpoint() {
        return checkpointed < 0
                ? "no checkpoint was written"
                : "%s keeps update %,d".formatted(files.checkpoint(), checkpointed);
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
