package refrain.train;

/// Why a run ended.
public enum Ending {
    /// The number of updates or epochs was reached.
    COMPLETE,
    /// The number of updates that fit the minutes was reached.
    TIME,
    /// The validation loss came down to its target.
    TARGET_LOSS,
    /// Too many validations in a row brought no new best loss.
    PATIENCE,
    /// It came to where it was to pause; what it had learnt is measured and kept, and it can be resumed.
    PAUSED,
    /// It was asked to stop, and can be resumed.
    STOPPED,
    /// It had come to its end before; nothing was done.
    ALREADY_FINISHED
}
