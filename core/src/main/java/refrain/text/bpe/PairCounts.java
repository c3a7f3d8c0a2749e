package refrain.text.bpe;

import java.util.Arrays;

/// How often each pair of tokens occurs, and in which words.
final class PairCounts {
    private static final int[] NOWHERE = new int[0];

    private final PairTable numbers = new PairTable(1 << 12);
    private long[] pairs = new long[1 << 12];
    private long[] counts = new long[1 << 12];
    private int[][] words = new int[1 << 12][];
    private int[] sizes = new int[1 << 12];
    private boolean[] increased = new boolean[1 << 12];
    private int size;
    private int[] changed = new int[1 << 8]; // numbers of the pairs that are marked as increased
    private int changes;

    /// Takes what occurs more often than before.
    @FunctionalInterface
    interface Increased {
        void accept(long pair, long count);
    }

    /// `word` holds a pair, and with it all `times` that the word occurs.
    void add(long pair, long times, int word) {
        int number = number(pair);
        counts[number] += times;
        int held = sizes[number];
        if (held == 0 || words[number][held - 1] != word) {
            if (held == words[number].length) {
                words[number] = Arrays.copyOf(words[number], Math.max(2, held + held / 2));
            }
            words[number][sizes[number]++] = word;
        }
        if (!increased[number]) {
            increased[number] = true;
            if (changes == changed.length) {
                changed = Arrays.copyOf(changed, 2 * changes);
            }
            changed[changes++] = number;
        }
    }

    /// A word holds a pair once less.
    void remove(long pair, long times) {
        counts[numbers.get(pair)] -= times;
    }

    private int number(long pair) {
        int known = numbers.get(pair);
        if (known >= 0) {
            return known;
        }
        if (size == pairs.length) {
            grow();
        }
        numbers.putIfAbsent(pair, size);
        pairs[size] = pair;
        words[size] = NOWHERE;
        return size++;
    }

    private void grow() {
        int larger = 2 * size;
        pairs = Arrays.copyOf(pairs, larger);
        counts = Arrays.copyOf(counts, larger);
        words = Arrays.copyOf(words, larger);
        sizes = Arrays.copyOf(sizes, larger);
        increased = Arrays.copyOf(increased, larger);
    }

    long count(long pair) {
        return counts[numbers.get(pair)];
    }

    /// The words that hold a pair, some of them no longer; the pair is then held nowhere.
    int[] take(long pair) {
        int number = numbers.get(pair);
        int[] holders = Arrays.copyOf(words[number], sizes[number]);
        words[number] = NOWHERE;
        sizes[number] = 0;
        return holders;
    }

    /// A pair occurs no more.
    void clear(long pair) {
        counts[numbers.get(pair)] = 0;
    }

    /// Hands on every pair that was added since the last time, once.
    void drainIncreased(Increased sink) {
        for (int i = 0; i < changes; i++) {
            int number = changed[i];
            increased[number] = false;
            sink.accept(pairs[number], counts[number]);
        }
        changes = 0;
    }
}
