package refrain.train.checkpoint;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// `STEM.metrics.jsonl`: one JSON object a line. The first line, and one after each resumption, holds what does
/// not determine the model.
public final class Journal implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final FileChannel channel;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Opens the file and cuts it back to `length` bytes, so that lines after a checkpoint are written but once.
    public static Journal open(Path file, long length) throws IOException {
        try {
            FileChannel channel = FileChannel.open(file, CREATE, WRITE);
            cut(channel, length);
            return new Journal(file, channel);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static void cut(FileChannel channel, long length) throws IOException {
        try {
            if (channel.size() > length) {
                channel.truncate(length);
            }
            channel.position(channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Bytes written so far.
    public long length() throws IOException {
        return channel.position();
    }

    /// Writes a line.
    /// @param values strings and numbers, in the order of the line
    public void write(Map<String, Object> values) throws IOException {
        ByteBuffer line = ByteBuffer.wrap(json(values));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /// Makes sure that all lines are on the disk.
    public void force() throws IOException {
        channel.force(false);
    }

    private static byte[] json(Map<String, Object> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            values.forEach((name, value) -> write(json, name, value));
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String name, Object value) {
        json.writeName(name);
        switch (value) {
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }

    private static IOException unwritable(Path file, IOException cause) {
        String reason = switch (cause) {
            case NoSuchFileException missing -> "its directory does not exist";
            case AccessDeniedException denied -> "permission denied";
            default -> String.valueOf(cause.getMessage());
        };
        return new IOException("%s: it cannot be written: %s".formatted(file, reason), cause);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
