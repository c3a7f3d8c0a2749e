package refrain.text.bpe;

import java.util.Arrays;

/// Numbers of pairs of tokens, in open addressing: no object for a pair.
final class PairTable {
    private static final long EMPTY = -1;

    private long[] keys;
    private int[] values;
    private int size;

    PairTable(int expected) {
        keys = new long[Integer.highestOneBit(Math.max(8, expected)) * 4];
        Arrays.fill(keys, EMPTY);
        values = new int[keys.length];
    }

    static long pair(int left, int right) {
        return (long) left << Integer.SIZE | right;
    }

    /// The number of a pair, -1 if it has none.
    int get(long pair) {
        int slot = slot(pair);
        return keys[slot] == EMPTY ? -1 : values[slot];
    }

    /// Gives a pair its number, unless it has one.
    void putIfAbsent(long pair, int value) {
        int slot = slot(pair);
        if (keys[slot] != EMPTY) {
            return;
        }
        keys[slot] = pair;
        values[slot] = value;
        if (++size > keys.length / 2) {
            grow();
        }
    }

    private int slot(long pair) {
        int mask = keys.length - 1;
        int slot = hash(pair) & mask;
        while (keys[slot] != EMPTY && keys[slot] != pair) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /// Fibonacci hashing: the golden ratio of 2^64, the high bits of the product.
    private static int hash(long pair) {
        return (int) ((pair * 0x9E3779B97F4A7C15L) >>> Integer.SIZE);
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        Arrays.fill(keys, EMPTY);
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
