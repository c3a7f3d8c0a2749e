package refrain.refusal;

import java.util.Locale;
import java.util.stream.Stream;

/// The heap that something takes, known from its sizes before any of it is taken.
/// @param weights bytes of all that is as large as a model
/// @param activations bytes of all that grows with what is read at a time
/// @param symbols of vocabularies, each held as text
public record HeapNeed(long weights, long activations, long symbols) {
    /// Nothing.
    public static final HeapNeed NONE = new HeapNeed(0, 0, 0);

    /// Classes, code, buffers of files, the objects around the arrays.
    private static final long BASE = 24L << 20;

    /// Of a symbol: string, characters, number and place in the map, each an object on a cache line of its own as the
    /// launcher wants it, and as much again for the form it has in a file.
    private static final long BYTES_A_SYMBOL = 8 * 64;

    /// What the launcher's options leave to large arrays of each byte of the heap: `-XX:NewRatio=8`.
    private static final double OLD_SHARE = 8.0 / 9;

    /// Both at the same time.
    public HeapNeed plus(HeapNeed other) {
        return new HeapNeed(weights + other.weights, activations + other.activations, symbols + other.symbols);
    }

    /// Arrays and symbols.
    public long content() {
        return weights + activations + symbols * BYTES_A_SYMBOL;
    }

    /// The heap that holds them.
    public long bytes() {
        return (long) ((BASE + content()) / OLD_SHARE);
    }

    /// @param what takes it
    /// @param otherwise what would take less
    /// @throws RefusalException if the heap may not grow so far
    public void require(String what, Remedy... otherwise) {
        require(Runtime.getRuntime().maxMemory(), what, otherwise);
    }

    void require(long heap, String what, Remedy... otherwise) {
        if (bytes() > heap) {
            throw new RefusalException(
                    String.format(
                            Locale.ROOT,
                            "%s needs %s; the heap may only grow to %,d MiB%n  try: ",
                            what,
                            this,
                            heap >> 20),
                    Stream.concat(Stream.of(larger()), Stream.of(otherwise)).toArray(Remedy[]::new));
        }
    }

    /// The JVM keeps a part of what `-Xmx` says, at most a thirtieth, to copy new objects into.
    private Remedy.Heap larger() {
        return new Remedy.Heap((bytes() + bytes() / 25 >> 20) + 1);
    }

    @Override
    public String toString() {
        String parts = activations == 0
                ? ""
                : String.format(
                        Locale.ROOT, " (%,d for weights, %,d for activations)", weights >> 20, activations >> 20);
        return String.format(Locale.ROOT, "about %,d MiB of heap%s", bytes() >> 20, parts);
    }
}
