package refrain.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import refrain.refusal.RefusalException;

/// A prompt that is not an argument.
final class Prompt {
    /// More than any model here remembers.
    private static final int MOST_BYTES = 1 << 20;

    private Prompt() {}

    /// The whole of a stream, line ends and a byte-order mark as texts are read: CRLF is LF, the mark is none.
    /// @throws RefusalException if it is not UTF-8, or longer than a mebibyte
    static String read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new RefusalException(
                    "the prompt on standard input is longer than %,d bytes; give its end".formatted(MOST_BYTES));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return (text.startsWith("\uFEFF") ? text.substring(1) : text).replace("\r\n", "\n");
        } catch (CharacterCodingException e) {
            throw new RefusalException("the prompt on standard input is not UTF-8");
        }
    }
}
