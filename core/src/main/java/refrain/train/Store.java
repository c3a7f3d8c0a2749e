package refrain.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import refrain.lm.ModelFile;
import refrain.lm.safetensors.AtomicFile;
import refrain.text.corpus.Digests;
import refrain.train.checkpoint.Checkpoint;
import refrain.train.checkpoint.Journal;
import refrain.train.engine.Engine;

/// What a run writes: model, checkpoint and metrics.
final class Store implements AutoCloseable {
    /// A larger model file is not kept for a later limit when the last model replaces it.
    private static final long LARGEST_KEPT = 256L << 20;

    private static final byte[] NOTHING = {};

    private final Task task;
    private final Engine engine;
    private final RunFiles files;
    private final Journal journal;
    private byte[] superseded = NOTHING;
    private long checkpointed = -1;

    private Store(Task task, Engine engine, RunFiles files, Journal journal) {
        this.task = task;
        this.engine = engine;
        this.files = files;
        this.journal = journal;
    }

    /// The files of a new run; those of an earlier one are deleted.
    static Store create(Task task, Engine engine, RunFiles files) throws IOException {
        Store store = new Store(task, engine, files, Journal.open(files.metrics(), 0));
        Files.deleteIfExists(files.checkpoint());
        Files.deleteIfExists(files.model());
        store.begin(0);
        return store;
    }

    /// The files of a run that goes on: the metrics end, and the model file is, where they were at the
    /// checkpoint.
    static Store resume(Task task, Engine engine, RunFiles files, RunState state, Optional<byte[]> superseded)
            throws IOException {
        Store store = new Store(task, engine, files, Journal.open(files.metrics(), state.metricsBytes));
        store.checkpointed = state.update;
        if (superseded.isPresent()) {
            byte[] model = superseded.get();
            AtomicFile.write(files.model(), channel -> writeAll(channel, model));
        } else if (state.isBestUnwritten()) {
            state.bestSha256 = store.writeModel(state);
        } else if (state.hasBest()) {
            store.requireModel(state);
        }
        store.begin(state.update);
        return store;
    }

    private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private void requireModel(RunState state) throws IOException {
        if (!Files.exists(files.model()) || !Digests.sha256(files.model()).equals(state.bestSha256)) {
            throw new TrainingException("%s: it is not the model that the run had made when %s was written%n"
                            .formatted(files.model(), files.checkpoint().getFileName())
                    + "  put that model back, or start anew (--overwrite)");
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
        state.bound = task.bound(state);
        Checkpoint.write(files.checkpoint(), task.settings(), state.toText(), engine, superseded);
        checkpointed = state.update;
    }

    /// Writes the weights as they are as the model.
    /// @return SHA-256 of the file
    String writeModel(RunState state) throws IOException {
        ModelFile.write(files.model(), engine.network(), task.tokenizer(), task.provenance(state));
        return Digests.sha256(files.model());
    }

    /// From here on checkpoints keep the model file that is about to be replaced.
    void supersedeModel() throws IOException {
        if (Files.exists(files.model()) && Files.size(files.model()) <= LARGEST_KEPT) {
            superseded = Files.readAllBytes(files.model());
        }
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
