package refrain.train.search;

import java.util.Comparator;
import java.util.Optional;
import refrain.train.Ending;
import refrain.train.Result;

/// A candidate and what became of it.
/// @param loss validation loss of the model that its run kept, in nats a token; infinite if none was measured
/// @param result of its run as far as it went; empty if it has not begun or did not get anywhere
public record Trial(Candidate candidate, Fate fate, double loss, Optional<Result> result) {
    /// The best first; of equals the one drawn first.
    static final Comparator<Trial> BEST_FIRST = Comparator.comparingDouble(Trial::loss)
            .thenComparingInt(trial -> trial.candidate().number());

    /// What came to its end before what did not.
    static final Comparator<Trial> WINNER_FIRST =
            Comparator.comparing(Trial::isComplete).reversed().thenComparing(BEST_FIRST);

    /// What becomes of a trial.
    public enum Fate {
        /// The search ended before its turn came.
        WAITING,
        /// It was trained as far as it was to be, and did not go on.
        LEFT_BEHIND,
        /// Its loss or its weights grew beyond all bounds.
        DIVERGED,
        /// The search was stopped while it was trained.
        STOPPED,
        /// It is the model.
        WON
    }

    static Trial waiting(Candidate candidate) {
        return new Trial(candidate, Fate.WAITING, Double.POSITIVE_INFINITY, Optional.empty());
    }

    Trial with(Fate now) {
        return new Trial(candidate, now, loss, result);
    }

    Trial measured(Fate now, Result then) {
        return new Trial(candidate, now, then.bestValidationLoss().orElse(loss), Optional.of(then));
    }

    /// Whether its run came to the end of its limits.
    public boolean isComplete() {
        return result.map(Result::ending)
                .filter(ending -> ending == Ending.COMPLETE || ending == Ending.ALREADY_FINISHED)
                .isPresent();
    }

    /// Updates done.
    public long updates() {
        return result.map(Result::updates).orElse(0L);
    }
}
