package refrain.lm.ngram;

import java.util.Arrays;

/// The n-grams of one order as the text holds them, while a model is estimated.
///
/// @param level them, without probabilities
/// @param places of each position of the text the place of the n-gram that begins there, -1 where none does
/// @param adjusted how often each occurs, or after how many different tokens: see [KneserNey]
/// @param suffixes of each its place among the (n−1)-grams without its first token; empty for unigrams
record NGramCounts(NGramLevel level, int[] places, int[] adjusted, int[] suffixes) {
    /// The single tokens of a text; `symbols` counts `<s>`, the last.
    static NGramCounts unigrams(int[] text, int symbols) {
        int[] counts = new int[symbols];
        for (int token : text) {
            counts[token]++;
        }
        return new NGramCounts(NGramLevel.unigrams(symbols), text, counts, new int[0]);
    }

    /// The n-grams that are one token longer: none goes past a line's end.
    /// @param order of the longer ones
    NGramCounts longer(int[] text, int order, int boundary) {
        long[] keys = keys(text, order, boundary);
        int distinct = distinct(keys);
        NGramLevel next = NGramLevel.ofKeys(level, keys, distinct);
        int[] nextPlaces = new int[text.length];
        int[] counts = new int[distinct];
        int[] suffixes = new int[distinct];
        Blocks.each(text.length, (from, to) -> {
            for (int t = from; t < to; t++) {
                boolean continues = continues(text, t, order, boundary);
                nextPlaces[t] = continues ? next.child(level, places[t], text[t + order - 1]) : -1;
            }
        });
        for (int t = 0; t < text.length; t++) {
            int at = nextPlaces[t];
            if (at >= 0) {
                counts[at]++;
                suffixes[at] = places[t + 1];
            }
        }
        return new NGramCounts(next, nextPlaces, counts, suffixes);
    }

    private boolean continues(int[] text, int t, int order, int boundary) {
        return t + order <= text.length && places[t] >= 0 && text[t + order - 2] != boundary;
    }

    private long[] keys(int[] text, int order, int boundary) {
        long[] keys = new long[text.length];
        int count = 0;
        for (int t = 0; t < text.length; t++) {
            if (continues(text, t, order, boundary)) {
                keys[count++] = NGramLevel.key(places[t], text[t + order - 1]);
            }
        }
        Arrays.fill(keys, count, keys.length, Long.MAX_VALUE);
        Arrays.parallelSort(keys);
        return keys;
    }

    /// Moves distinct keys to the front; says how many.
    private static int distinct(long[] keys) {
        int distinct = 0;
        for (int i = 0; i < keys.length && keys[i] != Long.MAX_VALUE; i++) {
            if (i == 0 || keys[i] != keys[i - 1]) {
                keys[distinct++] = keys[i];
            }
        }
        return distinct;
    }

    /// Makes counts those of different tokens before, which the longer n-grams know. Those that begin with `<s>` have
    /// no token before them and keep theirs.
    /// @param begins place of the first that begins with `<s>`, the last token: they are at the end
    void adjust(NGramCounts longer, int begins) {
        Arrays.fill(adjusted, 0, begins, 0);
        for (int suffix : longer.suffixes) {
            adjusted[suffix]++;
        }
    }
}
