package refrain.lm;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads a segment of memory from its first byte to its last.
final class SegmentInputStream extends InputStream {
    private final MemorySegment bytes;
    private long position;

    SegmentInputStream(MemorySegment bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        return position < bytes.byteSize() ? bytes.get(ValueLayout.JAVA_BYTE, position++) & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int at, int length) {
        int count = (int) Math.min(length, bytes.byteSize() - position);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, into, at, count);
        position += count;
        return count > 0 || length == 0 ? count : -1;
    }
}
