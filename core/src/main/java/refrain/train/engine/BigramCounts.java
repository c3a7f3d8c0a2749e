package refrain.train.engine;

import java.util.Arrays;
import java.util.function.IntConsumer;
import refrain.kernel.random.CounterRandom;
import refrain.refusal.RefusalException;
import refrain.text.TokenStore;

/// For each token, how many different tokens follow and precede it. The bigrams themselves are not kept.
/// @param beginnings how many bigrams begin with x: its occurrences, but for one at the end of the text
/// @param followers N₁₊(x,·)
/// @param predecessors N₁₊(·,x)
public record BigramCounts(long[] beginnings, long[] followers, long[] predecessors) {
    private static final int CHUNK = 1 << 13;
    private static final int SMALLEST = 1 << 12;
    private static final long EMPTY = -1;

    static BigramCounts of(TokenStore text) {
        int vocabulary = text.vocabularySize();
        BigramCounts counts = new BigramCounts(new long[vocabulary], new long[vocabulary], new long[vocabulary]);
        Seen seen = new Seen();
        int[] before = {-1};
        each(text, token -> {
            counts.count(before[0], token, seen);
            before[0] = token;
        });
        return counts;
    }

    /// How often each token occurs.
    static long[] occurrences(TokenStore text) {
        long[] occurrences = new long[text.vocabularySize()];
        each(text, token -> occurrences[token]++);
        return occurrences;
    }

    /// The bytes that counting takes at most: of the table of bigrams an old one and one twice as large.
    public static long bytes(long tokens, long vocabulary) {
        long bigrams = Math.min(tokens, Math.multiplyExact(vocabulary, vocabulary));
        long table = Math.max(SMALLEST, Long.highestOneBit(Math.max(1, 2 * bigrams)) * 2);
        return Long.BYTES * (table + table / 2 + 3 * vocabulary);
    }

    private static void each(TokenStore text, IntConsumer tokens) {
        int[] chunk = new int[CHUNK];
        for (long at = 0; at < text.size(); at += CHUNK) {
            int length = (int) Math.min(CHUNK, text.size() - at);
            text.read(at, chunk, 0, length);
            for (int i = 0; i < length; i++) {
                tokens.accept(chunk[i]);
            }
        }
    }

    private void count(int before, int token, Seen seen) {
        if (before < 0) {
            return;
        }
        beginnings[before]++;
        if (seen.add((long) before << Integer.SIZE | token)) {
            followers[before]++;
            predecessors[token]++;
        }
    }

    /// A set of numbers at or above 0.
    private static final class Seen {
        private long[] table = filled(SMALLEST);
        private int size;

        /// Whether it was not yet in.
        boolean add(long value) {
            if (2L * size >= table.length) {
                grow();
            }
            boolean added = put(table, value);
            size += added ? 1 : 0;
            return added;
        }

        private void grow() {
            if (table.length == 1 << 30) {
                throw new RefusalException(
                        "noise kneser-ney: the text has more than %,d different bigrams;".formatted(size)
                                + " choose unigram, or a smaller vocabulary");
            }
            long[] larger = filled(2 * table.length);
            for (long value : table) {
                if (value != EMPTY) {
                    put(larger, value);
                }
            }
            table = larger;
        }

        private static boolean put(long[] table, long value) {
            int mask = table.length - 1;
            int at = (int) CounterRandom.hash(value, 0) & mask;
            while (table[at] != EMPTY && table[at] != value) {
                at = (at + 1) & mask;
            }
            boolean added = table[at] == EMPTY;
            table[at] = value;
            return added;
        }

        private static long[] filled(int length) {
            long[] table = new long[length];
            Arrays.fill(table, EMPTY);
            return table;
        }
    }
}
