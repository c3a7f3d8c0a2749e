package refrain.text.pretoken;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Cuts a text into pre-tokens and special tokens, code point by code point. A special token is found wherever the
/// text spells it, of several the one that begins first and then the longest; what stands before and after it is cut
/// into pre-tokens as a text of its own.
public final class Splitter implements IntConsumer {
    private static final int REPLACEMENT = 0xFFFD;

    private final NavigableMap<String, Integer> special = new TreeMap<>(); // with their numbers
    private final BitSet first = new BitSet(); // code points that one of them begins with
    private final Pieces pieces;
    private final PreTokens words;
    private final StringBuilder held = new StringBuilder(); // what may become a special token

    private Splitter(List<String> special, Pieces pieces) {
        for (int number = 0; number < special.size(); number++) {
            this.special.putIfAbsent(special.get(number), number);
            first.set(special.get(number).codePointAt(0));
        }
        this.pieces = pieces;
        this.words = new PreTokens(pieces);
    }

    /// @param special tokens that are found as they are written; the piece of one is its place in this list
    public static Splitter of(List<String> special, Pieces pieces) {
        return new Splitter(special, pieces);
    }

    /// Takes the next code point; half a surrogate pair, which no UTF-8 can hold, is U+FFFD.
    @Override
    public void accept(int codePoint) {
        int valid =
                codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? REPLACEMENT : codePoint;
        if (held.isEmpty() && !first.get(valid)) {
            words.accept(valid);
            return;
        }
        held.appendCodePoint(valid);
        release(false);
    }

    /// Ends the text.
    public void end() {
        release(true);
        words.end();
    }

    /// Hands on what can no longer become a special token, or a longer one.
    private void release(boolean end) {
        while (!held.isEmpty() && (end || !mayGrow())) {
            Map.Entry<String, Integer> found = longest();
            if (found != null) {
                words.end();
                pieces.special(found.getValue());
                held.delete(0, found.getKey().length());
            } else {
                int codePoint = held.codePointAt(0);
                words.accept(codePoint);
                held.delete(0, Character.charCount(codePoint));
            }
        }
    }

    /// Those that begin with what is held stand next to it in their order.
    private boolean mayGrow() {
        String text = held.toString();
        String next = special.higherKey(text);
        return next != null && next.startsWith(text);
    }

    /// The longest special token that what is held begins with, if there is one. In their order it is not
    /// above the text, and whatever stands between them begins with it, too: so it is no longer than what
    /// that and the text have in common.
    private Map.@Nullable Entry<String, Integer> longest() {
        String text = held.toString();
        Map.Entry<String, Integer> found = special.floorEntry(text);
        while (found != null && !text.startsWith(found.getKey())) {
            text = text.substring(0, common(text, found.getKey()));
            found = special.floorEntry(text);
        }
        return found;
    }

    private static int common(String one, String other) {
        int length = 0;
        while (length < one.length() && length < other.length() && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }
}
