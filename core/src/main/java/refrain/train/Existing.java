package refrain.train;

/// What to do where a model or a checkpoint of an earlier run is found.
public enum Existing {
    /// Nothing is touched and the run is refused.
    REFUSE,
    /// The earlier run goes on from its checkpoint; without one, a new run starts.
    RESUME,
    /// The earlier run's files are deleted and a new run starts.
    OVERWRITE
}
