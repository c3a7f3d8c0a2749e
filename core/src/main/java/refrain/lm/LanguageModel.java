package refrain.lm;

import refrain.refusal.HeapNeed;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;

/// A probability distribution over the next token, given all tokens before it. Immutable and shared between threads.
/// Every way of asking gives the same bits: a whole text at once, token by token, alone or among other streams.
public interface LanguageModel {
    /// The tokens it knows.
    default Vocabulary vocabulary() {
        return tokenizer().vocabulary();
    }

    /// How text becomes its tokens.
    Tokenizer tokenizer();

    /// The heap it takes where texts are scored, one at a time.
    HeapNeed heapNeed();

    /// The state after reading the boundary token from zero.
    State start();

    /// Reads `tokens` after `from`.
    /// @param logProbabilities receives ln p of each given token; as long as `tokens` or longer
    /// @return the state after the last token; `from` stays valid
    State score(State from, int[] tokens, float[] logProbabilities);

    /// The hot path: `slots` streams that advance together, each in the [starting][#start] state, on the caller's
    /// thread.
    default Session open(int slots) {
        return open(slots, 1);
    }

    /// As [#open(int)], on up to `threads` threads, the caller's included: fewer where there is little to compute. The
    /// others are the session's own, sleep while nothing is asked, and end when it is [closed][Session#close].
    Session open(int slots, int threads);
}
