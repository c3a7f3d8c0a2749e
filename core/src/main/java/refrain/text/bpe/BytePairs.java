package refrain.text.bpe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a byte-pair encoding has learnt: tokens and the merges that make them, the earliest first. Immutable.
///
/// A token is written in [ByteLetters]; a special token as it stands in the text.
/// @see <a href="https://aclanthology.org/P16-1162/">Sennrich, Haddow and Birch (2016)</a>, algorithm 1
public final class BytePairs {
    private static final int BYTES = 256;

    private final List<String> symbols;
    private final List<String> special;
    private final int[] specialIds;
    private final int[] byteIds = new int[BYTES];
    private final List<Merge> merges;
    private final PairTable ranks;
    private final int[] merged; // by rank
    private final byte[][] bytes; // by id

    /// Two tokens that become one.
    /// @param left id of the first
    /// @param right id of the second
    /// @param merged id of what they become
    public record Merge(int left, int right, int merged) {}

    private BytePairs(List<String> symbols, List<String> special, List<Merge> merges) {
        this.symbols = List.copyOf(symbols);
        this.special = List.copyOf(special);
        this.merges = List.copyOf(merges);
        Map<String, Integer> ids = ids(this.symbols);
        specialIds = this.special.stream()
                .mapToInt(token -> ids.getOrDefault(token, -1))
                .toArray();
        for (int code = 0; code < BYTES; code++) {
            byteIds[code] = ids.getOrDefault(Character.toString(ByteLetters.letter(code)), -1);
        }
        ranks = new PairTable(this.merges.size());
        merged = new int[this.merges.size()];
        for (int rank = 0; rank < merged.length; rank++) {
            Merge merge = this.merges.get(rank);
            ranks.putIfAbsent(PairTable.pair(merge.left(), merge.right()), rank);
            merged[rank] = merge.merged();
        }
        bytes = bytes();
    }

    private static Map<String, Integer> ids(List<String> symbols) {
        Map<String, Integer> ids = HashMap.newHashMap(symbols.size());
        for (int id = 0; id < symbols.size(); id++) {
            ids.put(symbols.get(id), id);
        }
        return ids;
    }

    /// @param symbols in the order of their ids, those of all bytes and of `special` among them
    /// @param special tokens that are found in a text as they are written
    /// @param merges earliest first
    public static BytePairs of(List<String> symbols, List<String> special, List<Merge> merges) {
        return new BytePairs(symbols, special, merges);
    }

    private byte[][] bytes() {
        byte[][] all = new byte[symbols.size()][];
        for (int id = 0; id < all.length; id++) {
            all[id] = ByteLetters.bytes(symbols.get(id));
        }
        for (int id : specialIds) {
            all[id] = symbols.get(id).getBytes(StandardCharsets.UTF_8);
        }
        return all;
    }

    /// The tokens in the order of their ids.
    public List<String> symbols() {
        return symbols;
    }

    /// Tokens that are found in a text as they are written.
    public List<String> special() {
        return special;
    }

    /// The id of a special token, by its place among them.
    public int specialId(int number) {
        return specialIds[number];
    }

    /// The merges, earliest first.
    public List<Merge> merges() {
        return merges;
    }

    /// How many merges were learnt.
    public int mergeCount() {
        return merged.length;
    }

    /// The token of a byte.
    int id(byte code) {
        return byteIds[Byte.toUnsignedInt(code)];
    }

    /// The rank of the merge of two tokens, the earliest being 0; -1 if they have none.
    int rank(int left, int right) {
        return ranks.get(PairTable.pair(left, right));
    }

    /// What the merge of this rank makes.
    int merged(int rank) {
        return merged[rank];
    }

    /// How many newlines a token holds.
    public int newlines(int id) {
        int count = 0;
        for (byte code : bytes[id]) {
            count += code == '\n' ? 1 : 0;
        }
        return count;
    }

    /// The bytes that a token stands for; not to be changed.
    byte[] bytes(int id) {
        return bytes[id];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BytePairs that
                && symbols.equals(that.symbols)
                && special.equals(that.special)
                && Arrays.equals(specialIds, that.specialIds)
                && merges.equals(that.merges);
    }

    @Override
    public int hashCode() {
        return 31 * symbols.hashCode() + merges.hashCode();
    }

    @Override
    public String toString() {
        return "BytePairs[%d symbols, %d merges]".formatted(symbols.size(), merged.length);
    }
}
