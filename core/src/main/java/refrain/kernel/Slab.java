package refrain.kernel;

import java.util.stream.LongStream;

/// Hands out floats that begin on a cache line, as far as Java lets a program choose.
///
/// A vector that lies across two cache lines costs two loads, and a product whose operands do loses a third
/// of its speed on processors that load 64 bytes at a time. Where an array lies, only the JVM knows, but
/// some of it can be relied on: the elements begin 16 bytes into the object, and every collector that works
/// in regions (G1, ZGC, Shenandoah) puts an object larger than half a region at the start of one; with
/// `-XX:ObjectAlignmentInBytes=64` every collector puts every object on a cache line. So floats come from
/// large arrays, and begin 48 bytes after the first element. Where none of that holds, results are the same
/// and speed suffers.
public final class Slab {
    /// From an array's first element to the next cache line.
    private static final int LEAD = (64 - 16) / Float.BYTES;

    private static final int LINE = 64 / Float.BYTES;

    /// More than half a region of G1, whose size is a 2,048th of the heap, rounded up to a power of two of 1 to 32 MiB.
    private static final int LARGE = (int) (regionBytes(Runtime.getRuntime().maxMemory()) / 2 / Float.BYTES) + LINE;

    private float[] floats = new float[0];
    private int next;
    private long length;

    /// Zeros in an array that may hold other things, too.
    /// @param floats the array
    /// @param start index of the first
    public record Span(float[] floats, int start) {}

    /// `count` zeros of their own.
    /// @throws ArithmeticException if no array has room for so many
    public Span of(int count) {
        int rounded = Math.addExact(count, LINE - 1) & -LINE;
        if (rounded > floats.length - next) {
            floats = new float[Math.max(LARGE, Math.addExact(LEAD, rounded))];
            length += floats.length;
            next = LEAD;
        }
        Span span = new Span(floats, next);
        next += rounded;
        return span;
    }

    /// What [#length] will be after spans of these lengths in this order.
    public static long lengthFor(LongStream counts) {
        long[] lengthAndRoom = new long[2];
        counts.forEach(count -> {
            long rounded = Math.ceilDiv(count, (long) LINE) * LINE;
            if (rounded > lengthAndRoom[1]) {
                long taken = Math.max(LARGE, LEAD + rounded);
                lengthAndRoom[0] += taken;
                lengthAndRoom[1] = taken - LEAD;
            }
            lengthAndRoom[1] -= rounded;
        });
        return lengthAndRoom[0];
    }

    static long regionBytes(long heapBytes) {
        long region = Long.highestOneBit(Math.max(1, heapBytes / 2_048 - 1)) << 1;
        return Math.clamp(region, 1L << 20, 1L << 25);
    }

    /// Floats taken from the heap so far.
    public long length() {
        return length;
    }
}
