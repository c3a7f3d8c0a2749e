package refrain.lm.ngram;

import java.util.Arrays;

/// The n-grams of one order, sorted by their contexts' places among the (n−1)-grams, then by their last token: those
/// that continue a context lie side by side. `first` has one place more than there are n-grams; the continuations of
/// n-gram `i` are `first[i]` to `first[i + 1]` of the next level.
///
/// @param tokens last token of each
/// @param logProbabilities ln p of the last token after the others
/// @param backoffs ln of the weight that the shorter context has where the next level holds no continuation
record NGramLevel(int[] tokens, float[] logProbabilities, float[] backoffs, int[] first) {
    /// N-grams without probabilities yet; none has continuations.
    static NGramLevel of(int[] tokens) {
        return new NGramLevel(tokens, new float[tokens.length], new float[tokens.length], new int[tokens.length + 1]);
    }

    /// The unigrams: each token's place is its id.
    static NGramLevel unigrams(int size) {
        int[] tokens = new int[size];
        Arrays.setAll(tokens, i -> i);
        return of(tokens);
    }

    int size() {
        return tokens.length;
    }

    /// The continuation of context `parent` of the level before by `token`, or -1.
    int child(NGramLevel parents, int parent, int token) {
        int at = Arrays.binarySearch(tokens, parents.first[parent], parents.first[parent + 1], token);
        return at < 0 ? -1 : at;
    }

    /// The level of sorted, distinct keys `parent·2³² + token`; the level before learns where its continuations are.
    static NGramLevel ofKeys(NGramLevel parents, long[] keys, int count) {
        int[] tokens = new int[count];
        int[] first = parents.first;
        for (int i = 0; i < count; i++) {
            tokens[i] = (int) keys[i];
            first[(int) (keys[i] >>> 32) + 1] = i + 1;
        }
        for (int i = 1; i < first.length; i++) {
            first[i] = Math.max(first[i], first[i - 1]);
        }
        return of(tokens);
    }

    static long key(int parent, int token) {
        return (long) parent << 32 | token;
    }
}
