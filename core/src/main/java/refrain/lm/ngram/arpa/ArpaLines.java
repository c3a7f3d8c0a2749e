package refrain.lm.ngram.arpa;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import refrain.lm.safetensors.ModelFileException;

/// The lines of an ARPA file and their fields, as bytes in one buffer.
public final class ArpaLines {
    /// No line of a model is longer.
    private static final int LONGEST_LINE = 1 << 20;

    /// How much of a line an error quotes.
    private static final int QUOTED = 60;

    private final String file;
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int limit;
    private int start;
    private int end;
    private int next;
    private int from;
    private int to;
    private long number;

    private ArpaLines(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /// The lines of a file, before the first.
    /// @param file its name, for messages
    public static ArpaLines of(String file, InputStream in) {
        return new ArpaLines(file, in);
    }

    /// Goes to the next line; false if there is none.
    public boolean advance() throws IOException {
        int newline = find(next);
        if (newline < 0 && next == limit) {
            start = end = to = limit;
            return false;
        }
        start = next;
        to = next;
        end = newline < 0 ? limit : newline;
        next = newline < 0 ? limit : newline + 1;
        number++;
        return true;
    }

    /// Where the line that begins at `next` ends, -1 if the file ends before.
    private int find(int begin) throws IOException {
        int at = begin;
        while (true) {
            for (; at < limit; at++) {
                if (buffer[at] == '\n') {
                    return at;
                }
            }
            int before = next;
            if (!fill()) {
                return -1;
            }
            at -= before - next;
        }
    }

    /// Reads more behind what is left of the current line, which moves to the front.
    private boolean fill() throws IOException {
        System.arraycopy(buffer, next, buffer, 0, limit - next);
        limit -= next;
        next = 0;
        if (limit > LONGEST_LINE) {
            number++;
            throw error("a line is longer than %,d bytes".formatted(LONGEST_LINE), "lines of an n-gram each");
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * limit);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }

    /// Goes to the next field of the line; false if there is none. Blanks, tabs and the carriage return of a CRLF
    /// separate fields.
    public boolean field() {
        from = to;
        while (from < end && isBlank(buffer[from])) {
            from++;
        }
        to = from;
        while (to < end && !isBlank(buffer[to])) {
            to++;
        }
        return from < to;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    /// The bytes that [#from] and [#to] are places of; another array after [#advance].
    public byte[] buffer() {
        return buffer;
    }

    /// Where the field begins.
    public int from() {
        return from;
    }

    /// Where the field ends, exclusive.
    public int to() {
        return to;
    }

    /// The line without blanks around it.
    public String text() {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8).strip();
    }

    /// The field, what is not UTF-8 replaced.
    public String fieldText() {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }

    /// What is wrong with the current line.
    public ModelFileException error(String found, String expected) {
        return ModelFileException.unsuitable(
                file + ":" + Math.max(1, number), // of an empty file, too
                "%s; expected %s; the file is damaged or not an ARPA model, use another copy of it"
                        .formatted(found, expected));
    }

    /// That the current line, or the end of the file, is not what should be here.
    public ModelFileException unexpected(String expected) {
        if (start == limit && next == limit) {
            return error("the file ends here", expected);
        }
        String line = text();
        return error(
                "found \"%s\"".formatted(line.length() > QUOTED ? line.substring(0, QUOTED) + "…" : line), expected);
    }
}
