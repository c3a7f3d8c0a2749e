package refrain.train;

/// Hears how a run goes, on the thread that trains; what it does holds the run up.
public interface TrainingListener {
    /// Hears nothing.
    TrainingListener SILENT = new TrainingListener() {};

    /// The run begins.
    /// @param status where; an update above 0 was resumed at
    default void started(Status status) {}

    /// The number of updates of a run limited by time is fixed.
    default void planned(long updates) {}

    /// An update is done. `status` is the one object that shows every update: read it now.
    default void updated(Status status) {}

    /// The validation text was read.
    /// @param best whether this is the best loss so far
    default void validated(long update, double loss, boolean best) {}

    /// A checkpoint was written.
    default void checkpointed(long update) {}

    /// The run has ended.
    default void finished(Result result) {}
}
