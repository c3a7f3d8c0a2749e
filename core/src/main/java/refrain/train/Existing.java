package refrain.train;

import java.nio.file.Files;
import java.nio.file.Path;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;

/// What to do where a model or a checkpoint of an earlier run is found.
public enum Existing {
    /// Nothing is touched and the run is refused.
    REFUSE,
    /// The earlier run goes on from its checkpoint; without one, a new run starts, unless a model is in its way.
    RESUME,
    /// The earlier run's files are deleted and a new run starts.
    OVERWRITE;

    /// Finds out whether a run may write its files.
    /// @throws RefusalException if those of an earlier run stand in the way
    public void require(RunFiles files) {
        boolean goesOn = Files.exists(files.checkpoint());
        boolean found = goesOn || Files.exists(files.model());
        if (!found || this == OVERWRITE || this == RESUME && goesOn) {
            return;
        }
        Path first = Files.exists(files.model()) ? files.model() : files.checkpoint();
        Remedy[] remedies = goesOn
                ? new Remedy[] {Remedy.Choice.GO_ON, Remedy.Choice.REPLACE}
                : new Remedy[] {Remedy.Choice.REPLACE};
        throw new RefusalException("%s: it exists already%n  ".formatted(first), remedies);
    }
}
