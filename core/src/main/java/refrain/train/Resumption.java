package refrain.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.train.checkpoint.Settings;
import refrain.train.config.Limits;
import refrain.train.config.Schedule;

/// Whether a run may go on from a checkpoint.
/// @param task of the run that goes on
/// @param state of the one that wrote the checkpoint
/// @param checkpoint its file, for messages
record Resumption(Task task, RunState state, Path checkpoint) {
    /// @param made the settings in the checkpoint
    /// @throws RefusalException saying what differs but a later stop, or that the stop is an earlier one
    void require(Settings made) {
        List<String> differences = new ArrayList<>(made.differences(task.settings(), "it", "this run"));
        Optional<String> earlier = earlierStop();
        if (earlier.isEmpty() || !differences.isEmpty()) {
            endDifference().ifPresent(differences::add);
            earlier.ifPresent(differences::addFirst);
        }
        if (!differences.isEmpty()) {
            throw new RefusalException(
                    "%s: it is of another run: %s%n".formatted(checkpoint, String.join("; ", differences))
                            + "  resume with the text and settings it was made with, or ",
                    Remedy.Choice.START_ANEW);
        }
        earlier.ifPresent(stop -> {
            throw new RefusalException(
                    "%s: %s%n  resume with the same limit or a later one, or ".formatted(checkpoint, stop),
                    Remedy.Choice.START_ANEW);
        });
    }

    /// How the end that the schedule of the earlier run was going to differs from that of this one, in words, where it
    /// has told already.
    private Optional<String> endDifference() {
        long bound = task.bound(state);
        Schedule schedule = task.config().schedule();
        boolean toBePlanned = bound == Limits.NO_UPDATES;
        long same = toBePlanned && schedule.boundNeededAt() < Limits.NO_UPDATES
                ? schedule.boundNeededAt() - 1
                : schedule.freeOfBoundUntil(Math.min(state.extent.bound(), bound));
        if (!schedule.needsBound() || state.update <= same || state.extent.bound() == bound) {
            return Optional.empty();
        }
        return Optional.of("the schedule's end is %s in it and %s in this run, which its schedule no longer allows"
                .formatted(update(state.extent.bound()), update(bound)));
    }

    private static String update(long bound) {
        return bound == Limits.NO_UPDATES ? "open" : "update " + bound;
    }

    /// How this task wants an earlier stop than that of the run that went on to this state, in words.
    Optional<String> earlierStop() {
        Limits limits = task.config().limits();
        long bound = task.lastUpdate();
        if (bound < state.update) {
            return Optional.of("%,d updates are done; this run is to end after %,d".formatted(state.update, bound));
        }
        if (bound < state.extent.bound() && state.extent.bound() != Limits.NO_UPDATES) {
            return Optional.of("the run was to end after %,d updates; this one after %,d, which is earlier"
                    .formatted(state.extent.bound(), bound));
        }
        return limits.hasMinutes() ? earlierMinutes(limits.minutes()) : Optional.empty();
    }

    private Optional<String> earlierMinutes(double minutes) {
        boolean another = minutes != state.extent.minutes();
        if (another && minutes < state.extent.minutes() && state.extent.minutes() != Double.POSITIVE_INFINITY) {
            return Optional.of("the run was to end after %s minutes; this one after %s, which is earlier"
                    .formatted(state.extent.minutes(), minutes));
        }
        return another && 60 * minutes <= state.seconds
                ? Optional.of(
                        "%.2f minutes are over; this run is to end after %s".formatted(state.seconds / 60, minutes))
                : Optional.empty();
    }
}
