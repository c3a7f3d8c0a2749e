package refrain.train;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import refrain.nn.ModelConfig;
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

    private FinishedRun(RunFiles files, Settings settings, RunState state) {
        this.files = files;
        this.settings = settings;
        this.state = state;
    }

    /// The finished run that left these files, its model in place.
    public static Optional<FinishedRun> of(RunFiles files) throws IOException {
        if (!Files.exists(files.checkpoint())) {
            return Optional.empty();
        }
        try (Checkpoint checkpoint = Checkpoint.open(files.checkpoint())) {
            RunState state = checkpoint.state(RunState::of);
            return state.finished && new BestModel(files).is(state.keptSha256())
                    ? Optional.of(new FinishedRun(files, checkpoint.settings(), state))
                    : Optional.empty();
        }
    }

    /// How many tokens its training text had.
    public long trainingTokens() {
        return state.trainingTokens;
    }

    /// How it ended, if these limits do not let it go on.
    /// @param trainingSha256 digest of the training text
    /// @param validationSha256 digest of the validation text
    /// @throws TrainingException if it is a run of another text or configuration, or the limits are earlier ones
    public Optional<Result> resumed(
            ModelConfig model,
            TrainingConfig config,
            Tokenizer tokenizer,
            String trainingSha256,
            String validationSha256) {
        Task task = new Task(
                model,
                config,
                tokenizer,
                new Task.Text(state.trainingTokens, trainingSha256),
                Optional.of(new Task.Text(state.validationTokens, validationSha256)));
        new Resumption(task, state, files.checkpoint()).require(settings);
        return task.ending(state).map(ending -> task.result(Ending.ALREADY_FINISHED, state));
    }
}
