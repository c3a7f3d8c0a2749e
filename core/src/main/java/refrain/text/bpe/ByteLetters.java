package refrain.text.bpe;

import java.util.Arrays;

/// A printable letter for each byte, so that a token of any bytes is a word without blanks: the visible characters of
/// Latin-1 stand for themselves, the 68 other bytes, ascending, for U+0100, U+0101, … A blank is `Ġ`, a newline `Ċ`.
///
/// @see <a
/// href="https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf">
///     Radford et al. (2019)</a>, section 2.2, byte-level encoding
public final class ByteLetters {
    private static final int BYTES = 256;
    private static final int FIRST_OTHER = 0x100;
    private static final char[] LETTERS = letters();
    private static final short[] CODES = codes();

    /// The newline's letter.
    public static final String NEWLINE = Character.toString(letter('\n'));

    private ByteLetters() {}

    private static char[] letters() {
        char[] letters = new char[BYTES];
        int other = FIRST_OTHER;
        for (int code = 0; code < BYTES; code++) {
            letters[code] = (char) (isVisible(code) ? code : other++);
        }
        return letters;
    }

    private static short[] codes() {
        short[] codes = new short[FIRST_OTHER + BYTES];
        Arrays.fill(codes, (short) -1);
        for (int code = 0; code < BYTES; code++) {
            codes[letter(code)] = (short) code;
        }
        return codes;
    }

    private static boolean isVisible(int code) {
        return code >= '!' && code <= '~' || code >= 0xA1 && code <= 0xFF && code != 0xAD;
    }

    /// The letter of a byte, 0 to 255.
    public static char letter(int code) {
        return LETTERS[code];
    }

    /// The byte of a letter, -1 if it is none.
    static int code(char letter) {
        return letter < CODES.length ? CODES[letter] : -1;
    }

    /// The bytes that letters stand for, or an empty array if one of them is no letter.
    public static byte[] bytes(String letters) {
        byte[] bytes = new byte[letters.length()];
        for (int i = 0; i < bytes.length; i++) {
            int code = code(letters.charAt(i));
            if (code < 0) {
                return new byte[0];
            }
            bytes[i] = (byte) code;
        }
        return bytes;
    }
}
