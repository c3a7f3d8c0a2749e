package refrain.train;

import java.util.List;

/// How far a run has come: all that a [Schedule] may look at, so that a resumed run sees what the uninterrupted
/// one saw.
/// @param update updates done so far; the number of the next one, from 0
/// @param updates updates after which the run ends whatever the losses are; [Limits#NO_UPDATES] if there is no
///     such bound
/// @param epoch passes over the training text completed so far
/// @param validationLosses every validation loss so far in nats a token, oldest first
public record Progress(long update, long updates, int epoch, List<Double> validationLosses) {
    static IllegalArgumentException unbounded(Schedule schedule) {
        return new IllegalArgumentException(
                "schedule %s needs to know the number of updates;".formatted(schedule.spec())
                        + " limit the run by updates, epochs or minutes");
    }
}
