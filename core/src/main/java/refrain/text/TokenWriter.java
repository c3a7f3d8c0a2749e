package refrain.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.function.IntConsumer;

/// Writes ids little-endian, 2 or 4 bytes wide, through a buffer.
final class TokenWriter implements IntConsumer {
    private static final int BUFFER = 1 << 16;

    private final WritableByteChannel channel;
    private final int width;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    TokenWriter(WritableByteChannel channel, int width) {
        this.channel = channel;
        this.width = width;
    }

    /// @throws UncheckedIOException if the channel cannot be written
    @Override
    public void accept(int id) {
        if (width == Short.BYTES) {
            buffer.putShort((short) id);
        } else {
            buffer.putInt(id);
        }
        if (!buffer.hasRemaining()) {
            flush();
        }
    }

    /// @throws UncheckedIOException if the channel cannot be written
    void flush() {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        buffer.clear();
    }
}
