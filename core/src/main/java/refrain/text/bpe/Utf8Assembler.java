package refrain.text.bpe;

import refrain.text.corpus.Utf8;

/// Puts bytes together to text, and holds back a character of which the last bytes are missing. Bytes that are no
/// UTF-8 become U+FFFD, one for each longest beginning of a character.
final class Utf8Assembler {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8 utf8 = new Utf8();

    void accept(byte[] bytes, StringBuilder out) {
        for (byte code : bytes) {
            boolean within = !utf8.complete();
            int codePoint = utf8.accept(code & 0xFF);
            if (codePoint == Utf8.MALFORMED) {
                out.append(REPLACEMENT);
                utf8 = new Utf8();
                codePoint = within ? utf8.accept(code & 0xFF) : Utf8.MORE;
                if (codePoint == Utf8.MALFORMED) {
                    out.append(REPLACEMENT);
                    utf8 = new Utf8();
                }
            }
            if (codePoint >= 0) {
                out.appendCodePoint(codePoint);
            }
        }
    }

    /// Ends the text: what is held back is U+FFFD.
    void end(StringBuilder out) {
        if (!utf8.complete()) {
            out.append(REPLACEMENT);
            utf8 = new Utf8();
        }
    }
}
