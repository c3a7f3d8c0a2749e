package refrain.lm.ngram;

import java.util.Arrays;
import java.util.List;
import refrain.lm.LanguageModel;
import refrain.lm.Session;
import refrain.lm.State;
import refrain.refusal.HeapNeed;
import refrain.text.BpeTokenizer;
import refrain.text.Tokenizer;

/// A token depends on the N − 1 before it. Where the text it was estimated from did not hold the whole n-gram, the
/// probability is that after a shorter context, times the weight b of the longer one:
/// ```
/// p(w | u) = p̂(u w)                   if the model holds the n-gram u w
///          = b(u) · p(w | u')         otherwise, u' being u without its first token; b is 1 where u is not held
/// ```
/// A line is read by itself: its first token stands after `<s>`, which is no token of the vocabulary and is never
/// predicted, and after the boundary token (`<eos>`, or the newline) the context is `<s>` again.
/// @see <a href="https://doi.org/10.1109/TASSP.1987.1165125">Katz (1987)</a>, the back-off form
public final class NGramModel implements LanguageModel {
    private final Tokenizer tokenizer;
    private final List<NGramLevel> levels;
    private final int[] start;
    private final int boundary; // -1 where a text has no line ends

    /// @param levels unigrams first; the last unigram is `<s>`
    NGramModel(Tokenizer tokenizer, List<NGramLevel> levels) {
        this.tokenizer = tokenizer;
        this.levels = List.copyOf(levels);
        start = new int[levels.size() - 1];
        Arrays.fill(start, -1);
        if (start.length > 0) {
            start[0] = tokenizer.vocabulary().size();
        }
        boundary = boundary(tokenizer);
    }

    /// The token that ends a line, -1 if none does.
    static int boundary(Tokenizer tokenizer) {
        int boundary = tokenizer.vocabulary().boundary();
        return boundary == tokenizer.vocabulary().unknown() ? -1 : boundary;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /// Whether each line of a text is read by itself: whether one token, and no other, ends a line.
    public boolean readsLinesAlone() {
        return boundary >= 0 && !(tokenizer instanceof BpeTokenizer);
    }

    /// N, the length of the longest n-grams.
    public int order() {
        return levels.size();
    }

    /// How many n-grams of one order it holds, `<s>` among those of order 1.
    /// @param order from 1 to [#order()]
    public int count(int order) {
        return levels.get(order - 1).size();
    }

    /// Of an n-gram its last token, two logarithms and where its continuations begin.
    @Override
    public HeapNeed heapNeed() {
        long grams = levels.stream().mapToLong(NGramLevel::size).sum();
        return new HeapNeed(
                (2L * Float.BYTES + 2L * Integer.BYTES) * grams, 0, vocabulary().size());
    }

    List<NGramLevel> levels() {
        return levels;
    }

    @Override
    public State start() {
        return new NGramState(this, start.clone());
    }

    @Override
    public State score(State from, int[] tokens, float[] logProbabilities) {
        int[] contexts = contexts(from).clone();
        for (int i = 0; i < tokens.length; i++) {
            logProbabilities[i] = logProbability(contexts, tokens[i]);
            advance(contexts, tokens[i]);
        }
        return new NGramState(this, contexts);
    }

    int[] contexts(State state) {
        if (state instanceof NGramState own && own.model() == this) {
            return own.contexts();
        }
        throw new IllegalArgumentException("the state is %s; it must be one that this model made".formatted(state));
    }

    /// Weights are added from the shortest context to the longest, as [#fill] adds them.
    float logProbability(int[] contexts, int token) {
        int length = contexts.length;
        int found = -1;
        while (length > 0 && found < 0) {
            if (contexts[length - 1] >= 0) {
                found = levels.get(length).child(levels.get(length - 1), contexts[length - 1], token);
            }
            length -= found < 0 ? 1 : 0;
        }
        float sum = levels.get(length).logProbabilities()[found < 0 ? token : found];
        for (int k = length; k < contexts.length; k++) {
            if (contexts[k] >= 0) {
                sum += levels.get(k).backoffs()[contexts[k]];
            }
        }
        return sum;
    }

    /// Fills in ln p of every token: of the unigrams first, then of each longer context's continuations over the
    /// others.
    void fill(int[] contexts, float[] out) {
        int vocabulary = vocabulary().size();
        System.arraycopy(levels.getFirst().logProbabilities(), 0, out, 0, vocabulary);
        for (int k = 0; k < contexts.length; k++) {
            if (contexts[k] >= 0) {
                fill(k, contexts[k], out, vocabulary);
            }
        }
    }

    private void fill(int k, int context, float[] out, int vocabulary) {
        float backoff = levels.get(k).backoffs()[context];
        for (int v = 0; v < vocabulary; v++) {
            out[v] += backoff;
        }
        NGramLevel next = levels.get(k + 1);
        int[] first = levels.get(k).first();
        for (int i = first[context]; i < first[context + 1]; i++) {
            if (next.tokens()[i] < vocabulary) { // files of other programs may hold n-grams that end with <s>
                out[next.tokens()[i]] = next.logProbabilities()[i];
            }
        }
    }

    void advance(int[] contexts, int token) {
        if (token == boundary) {
            System.arraycopy(start, 0, contexts, 0, start.length);
            return;
        }
        for (int k = contexts.length - 1; k > 0; k--) {
            contexts[k] = contexts[k - 1] < 0 ? -1 : levels.get(k).child(levels.get(k - 1), contexts[k - 1], token);
        }
        if (contexts.length > 0) {
            contexts[0] = token;
        }
    }

    /// One thread serves all streams: a token costs a few searches.
    @Override
    public Session open(int slots, int threads) {
        require(slots, "slots");
        require(threads, "threads");
        return new NGramSession(this, slots);
    }

    private static void require(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("%s is %d; it must be at least 1".formatted(name, value));
        }
    }

    @Override
    public String toString() {
        return "NGramModel[order %d, %d symbols]"
                .formatted(order(), vocabulary().size());
    }
}
