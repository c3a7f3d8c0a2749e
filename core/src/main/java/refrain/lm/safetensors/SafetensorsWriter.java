package refrain.lm.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/// Writes a safetensors file through one buffer.
final class SafetensorsWriter {
    private static final int BUFFER = 1 << 16;

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    SafetensorsWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    void write(SafetensorsHeader header, List<StoredTensor> tensors) throws IOException {
        byte[] json = header.toBytes();
        buffer.putLong(json.length);
        put(json);
        for (StoredTensor tensor : tensors) {
            switch (tensor) {
                case StoredTensor.Matrix matrix -> {
                    for (int row = 0; row < matrix.rows(); row++) {
                        put(matrix.values(), row * matrix.stride(), matrix.columns());
                    }
                }
                case StoredTensor.Vector vector -> put(vector.values(), 0, vector.length());
                case StoredTensor.Bytes bytes -> put(bytes.values());
            }
        }
        flush();
    }

    private void put(byte[] bytes) throws IOException {
        int count;
        for (int at = 0; at < bytes.length; at += count) {
            count = Math.min(bytes.length - at, room(1));
            buffer.put(bytes, at, count);
        }
    }

    private void put(float[] values, int from, int length) throws IOException {
        int count;
        for (int at = 0; at < length; at += count) {
            count = Math.min(length - at, room(Float.BYTES) / Float.BYTES);
            buffer.asFloatBuffer().put(values, from + at, count);
            buffer.position(buffer.position() + count * Float.BYTES);
        }
    }

    /// Bytes that fit the buffer, at least `least` of them.
    private int room(int least) throws IOException {
        if (buffer.remaining() < least) {
            flush();
        }
        return buffer.remaining();
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
