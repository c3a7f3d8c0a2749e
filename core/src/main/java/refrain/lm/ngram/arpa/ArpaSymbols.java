package refrain.lm.ngram.arpa;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The tokens of an ARPA file as bytes, numbered in the order they come: open addressing, no object a token.
public final class ArpaSymbols {
    private byte[] bytes = new byte[1 << 12];
    private int[] ends = new int[1 << 8];
    private int[] table = new int[1 << 9]; // number + 1; at most half full
    private int size;

    /// How many there are.
    public int size() {
        return size;
    }

    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    /// The symbol of that number.
    public String text(int number) {
        return new String(bytes, start(number), ends[number] - start(number), StandardCharsets.UTF_8);
    }

    /// The number of a token, -1 if there is none.
    public int find(byte[] text, int from, int to) {
        return table[slot(text, from, to)] - 1;
    }

    /// Whether bytes are UTF-8.
    public static boolean isUtf8(byte[] text, int from, int to) {
        boolean ascii = true;
        for (int i = from; i < to; i++) {
            ascii &= text[i] >= 0;
        }
        if (ascii) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text, from, to - from));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /// Whether a token is among them.
    public boolean contains(String token) {
        byte[] text = token.getBytes(StandardCharsets.UTF_8);
        return find(text, 0, text.length) >= 0;
    }

    /// Numbers another token.
    /// @return whether it is new
    public boolean add(byte[] text, int from, int to) {
        int slot = slot(text, from, to);
        if (table[slot] > 0) {
            return false;
        }
        int used = start(size);
        if (bytes.length - used < to - from) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + to - from));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        System.arraycopy(text, from, bytes, used, to - from);
        ends[size++] = used + to - from;
        table[slot] = size;
        if (2 * size > table.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int number = 0; number < size; number++) {
            table[slot(bytes, start(number), ends[number])] = number + 1;
        }
    }

    /// Where the token is, or would be.
    private int slot(byte[] text, int from, int to) {
        int slot = hash(text, from, to) & table.length - 1;
        while (table[slot] > 0 && !equals(table[slot] - 1, text, from, to)) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private boolean equals(int number, byte[] text, int from, int to) {
        return Arrays.equals(bytes, start(number), ends[number], text, from, to);
    }

    /// FNV-1a, its high bits folded in.
    private static int hash(byte[] text, int from, int to) {
        int hash = 0x811C9DC5;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text[i]) * 0x01000193;
        }
        return hash ^ hash >>> 15;
    }
}
