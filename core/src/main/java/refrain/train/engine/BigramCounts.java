package refrain.train.engine;

import java.util.Arrays;
import refrain.kernel.CounterRandom;
import refrain.text.TokenStore;

/// How often tokens occur in a text, and beside how many different ones. Of an open table of the different bigrams,
/// 8 to 32 bytes each, only the counts are kept.
/// @param occurrences of each token
/// @param beginnings of bigrams: occurrences but that of the text's last token
/// @param followers N₁₊(x,·)
/// @param predecessors N₁₊(·,x)
record BigramCounts(long[] occurrences, long[] beginnings, long[] followers, long[] predecessors) {
    private static final int CHUNK = 1 << 13;
    private static final long EMPTY = -1;

    static BigramCounts of(TokenStore text) {
        int vocabulary = text.vocabularySize();
        BigramCounts counts = new BigramCounts(
                new long[vocabulary], new long[vocabulary], new long[vocabulary], new long[vocabulary]);
        Seen seen = new Seen();
        int[] chunk = new int[CHUNK];
        int before = -1;
        for (long at = 0; at < text.size(); at += CHUNK) {
            int length = (int) Math.min(CHUNK, text.size() - at);
            text.read(at, chunk, 0, length);
            for (int i = 0; i < length; i++) {
                counts.count(before, chunk[i], seen);
                before = chunk[i];
            }
        }
        return counts;
    }

    private void count(int before, int token, Seen seen) {
        occurrences[token]++;
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
        private long[] table = filled(1 << 12);
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
            long[] larger = filled(Math.multiplyExact(2, table.length));
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
