package refrain.text.bpe;

import java.util.Arrays;
import refrain.text.pretoken.Pieces;

/// Counts pre-tokens, in bounded memory. Where a text has too many distinct ones, the rarest are forgotten: all that
/// occurred once, the next time all that occurred at most twice, and so on. What is forgotten depends on the text
/// alone.
final class WordCounts implements Pieces {
    /// Longer pre-tokens are counted in pieces: merges are learnt from words, not from texts without blanks.
    static final int LONGEST = 256;

    /// 16 MB of distinct pre-tokens, or about 2 million English ones, keep learning below half a gigabyte.
    static final int MOST_BYTES = 1 << 24;

    private final int mostBytes;
    private byte[] bytes = new byte[1 << 12]; // of all words, one after another
    private int[] ends = new int[1 << 9]; // by word: where its bytes end
    private long[] counts = new long[1 << 9];
    private int[] slots = new int[1 << 10]; // 0 or a word's number + 1
    private int words;
    private long forgotten;
    private int least; // what occurred no more often was forgotten

    WordCounts(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public void word(byte[] word, int length) {
        int from = 0;
        while (length - from > LONGEST) {
            int to = from + LONGEST;
            while ((word[to] & 0xC0) == 0x80) { // not within a character
                to--;
            }
            add(word, from, to - from, 1);
            from = to;
        }
        add(word, from, length - from, 1);
    }

    @Override
    public void special(int number) {
        // Nothing to learn: it is a token already.
    }

    /// Adds the words of another text, as often as they were counted there.
    void add(WordCounts other) {
        for (int word = 0; word < other.words; word++) {
            add(other.bytes, other.start(word), other.length(word), other.counts[word]);
        }
    }

    private void add(byte[] word, int from, int length, long times) {
        int slot = slot(word, from, length);
        if (slots[slot] > 0) {
            counts[slots[slot] - 1] += times;
            return;
        }
        if (end() + length > mostBytes) {
            forget();
            slot = slot(word, from, length);
        }
        append(word, from, length, times);
        slots[slot] = words;
        if (words > slots.length / 2) {
            rehash(2 * slots.length);
        }
    }

    private int slot(byte[] word, int from, int length) {
        int mask = slots.length - 1;
        int slot = ByteHash.of(word, from, length) & mask;
        while (slots[slot] > 0 && !isWord(slots[slot] - 1, word, from, length)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isWord(int number, byte[] word, int from, int length) {
        return Arrays.equals(bytes, start(number), ends[number], word, from, from + length);
    }

    private void append(byte[] word, int from, int length, long times) {
        int at = end();
        if (at + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        if (words == ends.length) {
            ends = Arrays.copyOf(ends, 2 * words);
            counts = Arrays.copyOf(counts, 2 * words);
        }
        System.arraycopy(word, from, bytes, at, length);
        ends[words] = at + length;
        counts[words++] = times;
    }

    private int end() {
        return words == 0 ? 0 : ends[words - 1];
    }

    private void rehash(int size) {
        slots = new int[size];
        for (int word = 0; word < words; word++) {
            slots[slot(bytes, start(word), length(word))] = word + 1;
        }
    }

    /// Drops the rarest words until half the room is free.
    private void forget() {
        while (end() > mostBytes / 2) {
            least++;
            keepAbove(least);
        }
        rehash(slots.length);
    }

    private void keepAbove(long count) {
        int kept = 0;
        int from = 0;
        int to = 0;
        for (int word = 0; word < words; word++) {
            int end = ends[word];
            if (counts[word] > count) {
                System.arraycopy(bytes, from, bytes, to, end - from);
                to += end - from;
                counts[kept] = counts[word];
                ends[kept++] = to;
            } else {
                forgotten++;
            }
            from = end;
        }
        words = kept;
    }

    int size() {
        return words;
    }

    long count(int word) {
        return counts[word];
    }

    int start(int word) {
        return word == 0 ? 0 : ends[word - 1];
    }

    int length(int word) {
        return ends[word] - start(word);
    }

    byte at(int position) {
        return bytes[position];
    }

    /// How many times a pre-token was forgotten; 0 if all were counted.
    long forgotten() {
        return forgotten;
    }
}
