package refrain.text.corpus;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.IntConsumer;

/// Stands between the files of a corpus and who reads it: puts a newline between files where one is missing, selects
/// the part wanted, and measures what it hands on.
final class TextMeter implements IntConsumer {
    private static final int BUFFER = 1 << 13;

    /// Which side of the cut. The cut is the first line end that at least `cut` bytes precede, the line end among
    /// them.
    ///
    /// @param after whether the text after the cut is wanted, or that before it
    /// @param cut in bytes of UTF-8; 0 cuts before the first character
    record Part(boolean after, long cut) {
        static final Part WHOLE = new Part(true, 0);
    }

    private final Part part;
    private final IntConsumer codePoints;
    private final MessageDigest digest = Digests.digest();
    private final byte[] undigested = new byte[BUFFER];
    private int undigestedBytes;
    private long position; // bytes of the whole text so far
    private long innerLineEnd; // position after the last line end that something follows
    private boolean pastCut;
    private boolean fileBegins;
    private int last = '\n';
    private long bytes;
    private long characters;
    private long lines;

    TextMeter(Part part, IntConsumer codePoints) {
        this.part = part;
        this.codePoints = codePoints;
        this.pastCut = part.cut() == 0;
    }

    /// The code points that follow are those of the next file.
    void beginFile() {
        fileBegins = true;
    }

    @Override
    public void accept(int codePoint) {
        if (fileBegins) {
            fileBegins = false;
            if (last != '\n') {
                pass('\n');
            }
        }
        pass(codePoint);
    }

    private void pass(int codePoint) {
        if (last == '\n') {
            innerLineEnd = position;
        }
        position += Utf8.length(codePoint);
        last = codePoint;
        if (pastCut == part.after()) {
            measure(codePoint);
            codePoints.accept(codePoint);
        }
        if (codePoint == '\n' && position >= part.cut()) {
            pastCut = true;
        }
    }

    private void measure(int codePoint) {
        characters++;
        if (codePoint == '\n') {
            lines++;
        }
        if (undigestedBytes > BUFFER - 4) {
            digestBuffer();
        }
        int length = Utf8.write(codePoint, undigested, undigestedBytes);
        undigestedBytes += length;
        bytes += length;
    }

    private void digestBuffer() {
        digest.update(undigested, 0, undigestedBytes);
        undigestedBytes = 0;
    }

    /// Whether nothing that follows is wanted.
    boolean done() {
        return pastCut && !part.after();
    }

    /// The position of the last line end that something follows, in bytes.
    long innerLineEnd() {
        return innerLineEnd;
    }

    /// What was handed on. Ends the measuring.
    Corpus.Facts facts() {
        digestBuffer();
        return new Corpus.Facts(bytes, characters, lines, HexFormat.of().formatHex(digest.digest()));
    }
}
