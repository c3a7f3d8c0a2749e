package refrain.lm.ngram;

import java.util.Locale;

/// The heap that a model takes while it is made, known before any of it is taken.
/// @param content bytes of arrays and symbols
record HeapNeed(long content) {
    /// Of a symbol of the vocabulary: string, characters, number and place in the map, each an object on a cache line
    /// of its own as the launcher wants it, and as much again for the form it has in a file.
    static final long BYTES_A_SYMBOL = 8 * 64;

    /// Classes, code, buffers of files.
    private static final long BASE = 24L << 20;

    /// What the launcher's `-XX:NewRatio=8` and objects in passing leave of a heap.
    private static final double USABLE = 0.8;

    /// @throws IllegalStateException if the heap cannot grow so far
    /// @param what needs it
    /// @param otherwise what else there is to try
    void require(String what, String otherwise) {
        require(what, otherwise, Runtime.getRuntime().maxMemory());
    }

    void require(String what, String otherwise, long heap) {
        long needed = (long) ((BASE + content) / USABLE);
        if (needed > heap) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%s needs about %,d MiB of heap; it may only grow to %,d MiB%n  try: REFRAIN_JAVA_OPTIONS=-Xmx%dm%s",
                    what,
                    needed >> 20,
                    heap >> 20,
                    (needed + needed / 25 >> 20) + 1,
                    otherwise));
        }
    }
}
