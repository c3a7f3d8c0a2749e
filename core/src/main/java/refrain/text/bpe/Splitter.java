package refrain.text.bpe;

import java.util.List;
import java.util.function.IntConsumer;

/// Cuts a text into pre-tokens and special tokens, code point by code point. A special token is found wherever the
/// text spells it, of several the one that begins first and then the longest; what stands before and after it is cut
/// into pre-tokens as a text of its own.
final class Splitter implements IntConsumer {
    private static final int REPLACEMENT = 0xFFFD;

    private final List<String> special;
    private final Pieces pieces;
    private final PreTokens words;
    private final StringBuilder held = new StringBuilder(); // what may become a special token

    Splitter(List<String> special, Pieces pieces) {
        this.special = special;
        this.pieces = pieces;
        this.words = new PreTokens(pieces);
    }

    /// Takes the next code point; half a surrogate pair, which no UTF-8 can hold, is U+FFFD.
    @Override
    public void accept(int codePoint) {
        int valid =
                codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? REPLACEMENT : codePoint;
        if (held.isEmpty() && !begins(valid)) {
            words.accept(valid);
            return;
        }
        held.appendCodePoint(valid);
        release(false);
    }

    /// Ends the text.
    void end() {
        release(true);
        words.end();
    }

    private boolean begins(int codePoint) {
        for (String token : special) {
            if (token.codePointAt(0) == codePoint) {
                return true;
            }
        }
        return false;
    }

    /// Hands on what can no longer become a special token, or a longer one.
    private void release(boolean end) {
        while (!held.isEmpty() && (end || !mayGrow())) {
            int number = longest();
            if (number >= 0) {
                words.end();
                pieces.special(number);
                held.delete(0, special.get(number).length());
            } else {
                int codePoint = held.codePointAt(0);
                words.accept(codePoint);
                held.delete(0, Character.charCount(codePoint));
            }
        }
    }

    private boolean mayGrow() {
        for (String token : special) {
            if (token.length() > held.length() && token.startsWith(held.toString())) {
                return true;
            }
        }
        return false;
    }

    /// The number of the longest special token that what is held begins with, -1 if none.
    private int longest() {
        int found = -1;
        for (int number = 0; number < special.size(); number++) {
            String token = special.get(number);
            boolean here = held.length() >= token.length()
                    && held.substring(0, token.length()).equals(token);
            if (here && (found < 0 || token.length() > special.get(found).length())) {
                found = number;
            }
        }
        return found;
    }
}
