package refrain.text.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Reads one file of a corpus as code points: strict UTF-8, a byte-order mark at its start dropped, CRLF read as LF.
/// However long its lines are, it holds 64 KiB.
final class TextReader implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int GUESS_FROM = 1 << 20;

    private final TextSource source;
    private final Notices notices;
    private final IntConsumer codePoints;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final Utf8 utf8 = new Utf8();
    private long line = 1;
    private boolean begun;
    private boolean carriageReturn; // read, and handed on unless a line feed follows

    TextReader(TextSource source, Notices notices, IntConsumer codePoints) throws CorpusException {
        this.source = source;
        this.notices = notices;
        this.codePoints = codePoints;
        this.in = source.open();
    }

    /// Reads on; false at the end of the file.
    boolean advance() throws CorpusException {
        int count = fill();
        for (int i = 0; i < count; i++) {
            int codePoint = utf8.accept(buffer[i] & 0xFF);
            if (codePoint >= 0) {
                accept(codePoint);
            } else if (codePoint == Utf8.MALFORMED) {
                throw malformed();
            }
        }
        if (count < 0) {
            end();
        }
        return count >= 0;
    }

    /// The line of the character that is being handed on, from 1.
    long line() {
        return line;
    }

    private int fill() throws CorpusException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw CorpusException.unreadable(source.name(), e);
        }
    }

    private void accept(int codePoint) throws CorpusException {
        if (carriageReturn) {
            endCarriageReturn(codePoint);
        }
        if (codePoint == '\r') {
            carriageReturn = true;
        } else if (codePoint == BYTE_ORDER_MARK && !begun) {
            notices.add(source.name(), "byte-order mark dropped");
        } else {
            hand(codePoint);
        }
        begun = true;
    }

    private void endCarriageReturn(int next) {
        carriageReturn = false;
        if (next == '\n') {
            notices.add(source.name(), "line ends CRLF read as LF");
        } else {
            codePoints.accept('\r');
        }
    }

    private void hand(int codePoint) throws CorpusException {
        if (codePoint == 0) {
            throw CorpusException.binary(source.name(), line, 0);
        }
        codePoints.accept(codePoint);
        if (codePoint == '\n') {
            line++;
        }
    }

    private void end() throws CorpusException {
        if (!utf8.complete()) {
            throw malformed();
        }
        if (carriageReturn) {
            endCarriageReturn(-1);
        }
        if (!begun) {
            notices.add(source.name(), "the file is empty");
        }
    }

    private CorpusException malformed() throws CorpusException {
        byte[] beginning = beginning();
        if (EncodingGuess.isGzip(beginning)) {
            return CorpusException.gzipWithoutSuffix(source.name());
        }
        Optional<String> encoding = EncodingGuess.of(beginning);
        if (encoding.isEmpty() && EncodingGuess.isBinary(beginning)) {
            return CorpusException.binary(source.name(), line, utf8.lead());
        }
        return CorpusException.notUtf8(source.name(), line, utf8.lead(), encoding);
    }

    private byte[] beginning() throws CorpusException {
        try (InputStream again = source.open()) {
            return again.readNBytes(GUESS_FROM);
        } catch (CorpusException e) {
            throw e;
        } catch (IOException e) {
            throw CorpusException.unreadable(source.name(), e);
        }
    }

    @Override
    public void close() throws CorpusException {
        try {
            in.close();
        } catch (IOException e) {
            throw CorpusException.unreadable(source.name(), e);
        }
    }
}
