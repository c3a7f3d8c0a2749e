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
    private final BestModel best;
    private final Journal journal;
    private long checkpointed = -1;

    private Store(Task task, Engine engine, RunFiles files, Journal journal) {
        this.task = task;
        this.engine = engine;
        this.files = files;
        this.best = new BestModel(files);
        this.journal = journal;
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
        Store store = new Store(task, engine, files, Journal.open(files.metrics(), 0));
        store.checkpointed = found ? 0 : -1;
        store.begin(0);
        return store;
    }

    /// The files of a run that goes on: the metrics end, and the model file is, where they were at the
    /// checkpoint.
    static Store resume(Task task, Engine engine, RunFiles files, RunState state) throws IOException {
        Store store = new Store(task, engine, files, Journal.open(files.metrics(), state.metricsBytes));
        store.checkpointed = state.update;
        if (state.isBestUnwritten()) {
            state.bestSha256 = store.writeModel(state);
        } else if (state.hasBest()) {
            store.best.restore(state.bestSha256);
        } else if (state.update == 0) {
            store.best.delete();
        }
        store.begin(state.update);
        return store;
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
        if (state.lossTokens > 0) {
            line.put("loss", state.lossSum / state.lossTokens);
        }
        validationLoss.ifPresent(loss -> line.put("validationLoss", loss));
        if (state.update > 0) {
            line.put("rate", state.rate);
            line.put("gradientNorm", state.gradientNorm);
            line.put("tokensPerSecond", Math.rint(status.tokensPerSecond()));
        }
        line.put("seconds", Math.rint(1_000 * status.seconds()) / 1_000);
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

    /// Writes the weights as they are as the model.
    /// @return SHA-256 of the file
    String writeModel(RunState state) throws IOException {
        ModelFile.write(files.model(), engine.network(), task.tokenizer(), task.provenance(state));
        return Digests.sha256(files.model());
    }

    /// Keeps the best model so far beside the last one, which is about to replace it.
    void supersedeModel() throws IOException {
        best.supersede();
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
