package refrain.eval.novelty;

import java.util.List;
import java.util.Optional;

/// How much of generated texts stands in a training text already.
/// @param tokens of the generated texts
/// @param longest the longest run of tokens of one generated text that the training text holds verbatim; empty if it
///     holds none of their tokens
/// @param orders shares of novel n-grams, by rising n
/// @see <a href="https://doi.org/10.1162/tacl_a_00567">McCoy et al. (2023)</a>, the novelty of n-grams
public record Novelty(long tokens, Optional<Run> longest, List<Order> orders) {
    /// A run of tokens that was found in the training text.
    /// @param text number of the generated text, from 0
    /// @param tokens how many
    /// @param excerpt the run as text
    /// @param place where the training text has it first, `file:line`
    public record Run(int text, int tokens, String excerpt, String place) {
        /// Code points of the run.
        public int characters() {
            return excerpt.codePointCount(0, excerpt.length());
        }
    }

    /// The n-grams of the generated texts, each counted as often as it stands there.
    /// @param n tokens of an n-gram
    /// @param count how many there are
    /// @param novel how many of them the training text does not hold
    public record Order(int n, long count, long novel) {
        /// From 0, all are copied, to 1; NaN if no text is long enough.
        public double share() {
            return count == 0 ? Double.NaN : (double) novel / count;
        }
    }
}
