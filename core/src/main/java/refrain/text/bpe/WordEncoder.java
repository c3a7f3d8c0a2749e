package refrain.text.bpe;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Encodes pre-tokens: of all merges that apply, the earliest one is made, the leftmost first, until none applies.
/// What was encoded lately is remembered, in bounded memory.
final class WordEncoder {
    /// Most words of a text are among its commonest tens of thousands.
    private static final int REMEMBERED = 1 << 15;
    private static final int LONGEST_REMEMBERED = 64;

    private final BytePairs pairs;
    private final @Nullable Known[] known = new Known[REMEMBERED];
    private final Ranked queue = new Ranked();
    private int[] symbols = new int[64];
    private int[] previous = new int[64];
    private int[] next = new int[64];

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known(byte[] bytes, int[] ids) {}

    WordEncoder(BytePairs pairs) {
        this.pairs = pairs;
    }

    /// Hands on the tokens of the first `length` bytes.
    void encode(byte[] bytes, int length, IntConsumer ids) {
        if (length > LONGEST_REMEMBERED) {
            merge(bytes, length);
            handOn(ids);
            return;
        }
        int slot = hash(bytes, length) & REMEMBERED - 1;
        Known found = known[slot];
        if (found == null || !Arrays.equals(found.bytes, 0, found.bytes.length, bytes, 0, length)) {
            merge(bytes, length);
            found = new Known(Arrays.copyOf(bytes, length), collected());
            known[slot] = found;
        }
        for (int id : found.ids) {
            ids.accept(id);
        }
    }

    private static int hash(byte[] bytes, int length) {
        return ByteHash.of(bytes, 0, length);
    }

    /// Symbols are a list with links; the one on the left takes the merged token, the one on the right is -1.
    private void merge(byte[] bytes, int length) {
        require(length);
        queue.clear();
        for (int i = 0; i < length; i++) {
            symbols[i] = pairs.id(bytes[i]);
            previous[i] = i - 1;
            next[i] = i + 1 < length ? i + 1 : -1;
        }
        for (int i = 0; i < length; i++) {
            consider(i);
        }
        while (!queue.isEmpty()) {
            long first = queue.poll();
            apply(Ranked.rank(first), Ranked.position(first));
        }
    }

    private void require(int length) {
        if (length > symbols.length) {
            int larger = Math.max(length, 2 * symbols.length);
            symbols = new int[larger];
            previous = new int[larger];
            next = new int[larger];
        }
    }

    /// Queues the merge of the token here with the one after it.
    private void consider(int position) {
        int rank = rank(position);
        if (rank >= 0) {
            queue.add(rank, position);
        }
    }

    private int rank(int position) {
        if (position < 0 || symbols[position] < 0 || next[position] < 0) {
            return -1;
        }
        return pairs.rank(symbols[position], symbols[next[position]]);
    }

    private void apply(int rank, int position) {
        if (rank(position) != rank) {
            return; // one of the two has been merged with another
        }
        int right = next[position];
        symbols[position] = pairs.merged(rank);
        symbols[right] = -1;
        next[position] = next[right];
        if (next[right] >= 0) {
            previous[next[right]] = position;
        }
        consider(previous[position]);
        consider(position);
    }

    private void handOn(IntConsumer ids) {
        for (int i = 0; i >= 0; i = next[i]) {
            ids.accept(symbols[i]);
        }
    }

    private int[] collected() {
        int count = 0;
        for (int i = 0; i >= 0; i = next[i]) {
            count++;
        }
        int[] ids = new int[count];
        int at = 0;
        for (int i = 0; i >= 0; i = next[i]) {
            ids[at++] = symbols[i];
        }
        return ids;
    }
}
