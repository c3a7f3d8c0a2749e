package refrain.train.config;

import java.util.List;

/// How far a run has come: all that a [Schedule] may look at, so that a resumed run sees what the uninterrupted
/// one saw. A running trainer shows its own state through it and so allocates nothing.
public interface Progress {
    /// Updates done so far; the number of the next one, from 0.
    long update();

    /// Updates after which the run ends whatever the losses are; [Limits#NO_UPDATES] if there is no such bound.
    long updates();

    /// Passes over the training text completed so far.
    int epoch();

    /// Every validation loss so far in nats a token, oldest first.
    List<Double> validationLosses();
}
