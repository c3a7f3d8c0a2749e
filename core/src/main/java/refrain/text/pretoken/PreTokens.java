package refrain.text.pretoken;

import java.util.Arrays;
import refrain.text.corpus.Utf8;

/// Cuts a text into pre-tokens, across which no merge reaches: what this pattern matches one after another.
/// ```
/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
/// ```
/// So a word carries the blank before it, and of a run of white space all but the last character are one pre-token.
/// Code points come one at a time; only the pre-token begun is held. One longer than 65,536 bytes is cut there, so
/// that a text without white space does not fill the memory.
///
/// @see <a
/// href="https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf">
///     Radford et al. (2019)</a>, whose published code has the pattern
final class PreTokens {
    static final int LONGEST = 1 << 16;

    private final Pieces pieces;
    private byte[] bytes = new byte[64];
    private int length;
    private int lastStart; // where the last code point of a run of white space begins
    private State state = State.EMPTY;

    private enum State {
        EMPTY,
        SPACE,
        LETTER,
        NUMBER,
        OTHER,
        /// `'` at the start of a pre-token.
        APOSTROPHE,
        /// `'r`, `'v` or `'l`.
        CONTRACTION
    }

    PreTokens(Pieces pieces) {
        this.pieces = pieces;
    }

    /// Takes the next code point of the text, no surrogate.
    void accept(int codePoint) {
        switch (state) {
            case APOSTROPHE -> afterApostrophe(codePoint);
            case CONTRACTION -> afterContraction(codePoint);
            default -> goOn(codePoint);
        }
    }

    /// Ends the text.
    void end() {
        if (state == State.CONTRACTION) {
            breakContraction();
        }
        emit();
    }

    private void goOn(int codePoint) {
        CharacterClass next = CharacterClass.of(codePoint);
        if (state == State.SPACE && next != CharacterClass.SPACE) {
            leaveSpace();
        } else if (state != run(next)) {
            emit();
        }
        boolean apostrophe = codePoint == '\'' && length == 0;
        state = apostrophe ? State.APOSTROPHE : run(next);
        append(codePoint);
    }

    private static State run(CharacterClass of) {
        return switch (of) {
            case SPACE -> State.SPACE;
            case LETTER -> State.LETTER;
            case NUMBER -> State.NUMBER;
            case OTHER -> State.OTHER;
        };
    }

    /// White space ends: its last blank belongs to what follows, any other last character is a pre-token.
    private void leaveSpace() {
        int last = length - lastStart;
        if (lastStart > 0) {
            pieces.word(bytes, lastStart);
            System.arraycopy(bytes, lastStart, bytes, 0, last);
        }
        length = last;
        if (last != 1 || bytes[0] != ' ') {
            emit();
        }
    }

    private void afterApostrophe(int codePoint) {
        switch (codePoint) {
            case 's', 't', 'm', 'd' -> {
                append(codePoint);
                emit();
            }
            case 'r', 'v', 'l' -> {
                append(codePoint);
                state = State.CONTRACTION;
            }
            default -> {
                state = State.OTHER;
                goOn(codePoint);
            }
        }
    }

    private void afterContraction(int codePoint) {
        if (codePoint == (bytes[1] == 'l' ? 'l' : 'e')) {
            append(codePoint);
            emit();
            return;
        }
        breakContraction();
        goOn(codePoint);
    }

    /// It was none: the apostrophe is a pre-token, the letter begins one.
    private void breakContraction() {
        byte letter = bytes[1];
        pieces.word(bytes, 1);
        bytes[0] = letter;
        length = 1;
        state = State.LETTER;
    }

    private void append(int codePoint) {
        if (length + 4 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        lastStart = length;
        length += Utf8.write(codePoint, bytes, length);
        if (length > LONGEST - 4) {
            State cut = state;
            emit();
            state = cut;
        }
    }

    private void emit() {
        if (length > 0) {
            pieces.word(bytes, length);
        }
        length = 0;
        lastStart = 0;
        state = State.EMPTY;
    }
}
