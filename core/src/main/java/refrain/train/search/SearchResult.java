package refrain.train.search;

import java.util.List;

/// What a search found.
/// @param winner the trial whose model is kept
/// @param trials all of them, those trained longest first, then the best
/// @param stopped whether it was stopped before its end
public record SearchResult(Trial winner, List<Trial> trials, boolean stopped) {
    public SearchResult {
        trials = List.copyOf(trials);
    }
}
