package refrain.train;

/// Hears how a run goes, on the thread that trains; what it does holds the run up.
public interface TrainingListener {
    /// Hears nothing.
    TrainingListener SILENT = new TrainingListener() {};

    /// The run begins.
    /// @param status where; an update above 0 was resumed at
    default void started(Status status) {}

    /// The number of updates of a run limited by time is fixed.
    /// @param longer whether to more than fit, as was just measured: what is done, a cool-down counted in updates
    ///     or a late average ends no sooner
    default void planned(long updates, boolean longer) {}

    /// An update is done. `status` is the one object that shows every update: read it now.
    default void updated(Status status) {}

    /// The validation text was read.
    /// @param best whether this is the best loss so far
    default void validated(long update, double loss, boolean best) {}

    /// The average of the weights begins because validation has stopped improving.
    default void averaging(long update) {}

    /// Over-fitting shows, once a run: three validations in a row lost more than
    /// 0.01 nats a token against the best, while the training loss gained as much.
    /// @param best the update after which validation was best
    default void overfitting(long update, long best) {}

    /// A checkpoint was written.
    default void checkpointed(long update) {}

    /// The run has ended.
    default void finished(Result result) {}
}
