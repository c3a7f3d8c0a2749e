package refrain.text.corpus;

/// Decodes UTF-8, one byte at a time, refusing all that is not well-formed: overlong forms, surrogates, code points
/// above U+10FFFF and sequences cut off.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc3629#section-4">RFC 3629</a>, section 4, the syntax of UTF-8
public final class Utf8 {
    /// The character is not complete yet.
    public static final int MORE = -1;
    /// The sequence that begins with [#lead()] is not UTF-8.
    public static final int MALFORMED = -2;

    private int lead;
    private int codePoint;
    private int missing; // bytes until the code point is complete
    private int lowest; // what the next byte may be
    private int highest;

    /// The code point that this byte completes, [#MORE] or [#MALFORMED].
    public int accept(int b) {
        if (missing == 0) {
            return b < 0x80 ? b : begin(b);
        }
        if (b < lowest || b > highest) {
            return MALFORMED;
        }
        codePoint = (codePoint << 6) | (b & 0x3F);
        lowest = 0x80;
        highest = 0xBF;
        return --missing == 0 ? codePoint : MORE;
    }

    private int begin(int b) {
        lead = b;
        if (b < 0xC2 || b > 0xF4) {
            return MALFORMED;
        }
        missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
        codePoint = b & (0x3F >> missing);
        lowest = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        highest = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        return MORE;
    }

    /// Whether no character is half read.
    public boolean complete() {
        return missing == 0;
    }

    /// The first byte of the sequence begun last.
    public int lead() {
        return lead;
    }

    /// How many bytes a code point takes.
    public static int length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /// Writes a code point; the number of bytes it took.
    public static int write(int codePoint, byte[] into, int at) {
        int length = length(codePoint);
        int rest = codePoint;
        for (int i = length - 1; i > 0; i--) {
            into[at + i] = (byte) (0x80 | (rest & 0x3F));
            rest >>= 6;
        }
        into[at] = (byte) (length == 1 ? rest : (0xF00 >> length) | rest);
        return length;
    }
}
