package refrain.train;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import refrain.nn.ModelConfig;
import refrain.refusal.RefusalException;
import refrain.text.Tokenizer;
import refrain.train.checkpoint.Checkpoint;
import refrain.train.checkpoint.Settings;
import refrain.train.config.TrainingConfig;

/// A run that has come to its end, as its files tell. Whether there is anything left to do is found out from
/// digests of the texts: nothing needs to be encoded.
public final class FinishedRun {
    private final RunFiles files;
    private final Settings settings;
    private final RunState state;
    private final boolean restorable;

    private FinishedRun(RunFiles files, Settings settings, RunState state, boolean restorable) {
        this.files = files;
        this.settings = settings;
        this.state = state;
        this.restorable = restorable;
    }

    /// The finished run that left these files, its model in place.
    /// @throws RefusalException if the run is to go on, or its last model to be made again, and the best model is
    ///     not there
    public static Optional<FinishedRun> of(RunFiles files) throws IOException {
        if (!Files.exists(files.checkpoint())) {
            return Optional.empty();
        }
        try (Checkpoint checkpoint = Checkpoint.open(files.checkpoint())) {
            RunState state = checkpoint.state(RunState::of);
            BestModel best = new BestModel(files);
            boolean restorable = best.isRestorable(state);
            if (state.outcome.finished() && best.is(state.keptSha256())) {
                return Optional.of(new FinishedRun(files, checkpoint.settings(), state, restorable));
            }
            if (!restorable) {
                throw best.refusal();
            }
            return Optional.empty();
        }
    }

    /// How many tokens its training text had.
    public long trainingTokens() {
        return state.extent.trainingTokens();
    }

    /// How it ended, if these limits do not let it go on.
    /// @param trainingSha256 digest of the training text
    /// @param validationSha256 digest of the validation text
    /// @throws RefusalException if it is a run of another text or configuration, the limits are earlier ones, or
    ///     they let it go on and the best model is not there
    public Optional<Result> resumed(
            ModelConfig model,
            TrainingConfig config,
            Tokenizer tokenizer,
            String trainingSha256,
            String validationSha256) {
        Task.Text validation = new Task.Text(state.extent.validationTokens(), validationSha256);
        return resumed(new Task(model, config, tokenizer, training(trainingSha256), Optional.of(validation)));
    }

    /// The same of a run without a validation text.
    public Optional<Result> resumed(
            ModelConfig model, TrainingConfig config, Tokenizer tokenizer, String trainingSha256) {
        return resumed(new Task(model, config, tokenizer, training(trainingSha256), Optional.empty()));
    }

    private Optional<Result> resumed(Task task) {
        new Resumption(task, state, files.checkpoint()).require(settings);
        Optional<Ending> ending = task.ending(state);
        if (ending.isEmpty() && !restorable) {
            throw new BestModel(files).refusal();
        }
        return ending.map(met -> task.result(Ending.ALREADY_FINISHED, state));
    }

    private Task.Text training(String sha256) {
        return new Task.Text(state.extent.trainingTokens(), sha256);
    }
}
