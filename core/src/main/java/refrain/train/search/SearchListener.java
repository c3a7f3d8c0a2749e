package refrain.train.search;

/// Hears how a search goes, on the thread that searches.
public interface SearchListener {
    /// Hears nothing.
    SearchListener SILENT = new SearchListener() {};

    /// Candidates are about to be trained up to an update.
    /// @param rung from 0
    /// @param trials how many
    default void climbing(int rung, int trials, long update) {}

    /// A candidate's turn on this rung is over.
    default void tried(Trial trial) {}
}
