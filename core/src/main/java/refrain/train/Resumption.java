package refrain.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.train.checkpoint.Settings;

/// Whether a run may go on from a checkpoint.
/// @param task of the run that goes on
/// @param state of the one that wrote the checkpoint
/// @param checkpoint its file, for messages
record Resumption(Task task, RunState state, Path checkpoint) {
    /// @param made the settings in the checkpoint
    /// @throws RefusalException saying what differs but a later stop, or that the stop is an earlier one
    void require(Settings made) {
        List<String> differences = new ArrayList<>(made.differences(task.settings(), "it", "this run"));
        task.endDifference(state).ifPresent(differences::add);
        Optional<String> earlier = task.earlierStop(state);
        if (!differences.isEmpty()) {
            earlier.ifPresent(differences::addFirst);
        }
        if (!differences.isEmpty()) {
            throw new RefusalException(
                    "%s: it is of another run: %s%n".formatted(checkpoint, String.join("; ", differences))
                            + "  resume with the text and settings it was made with (cosine, one-cycle and slanted end"
                            + " where they were planned to, a trapezoid once it falls; other schedules can go on), or ",
                    Remedy.Choice.START_ANEW);
        }
        earlier.ifPresent(stop -> {
            throw new RefusalException(
                    "%s: %s%n  resume with the same limit or a later one, or ".formatted(checkpoint, stop),
                    Remedy.Choice.START_ANEW);
        });
    }
}
