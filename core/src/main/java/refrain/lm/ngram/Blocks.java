package refrain.lm.ngram;

import java.util.stream.IntStream;

/// Cuts what is done alike for many n-grams, or positions of a text, into blocks for all processors. A block writes
/// only what is its own, so that the number of processors changes nothing.
final class Blocks {
    static final int SIZE = 1 << 14;

    private Blocks() {}

    @FunctionalInterface
    interface Range {
        void accept(int from, int to);
    }

    /// How many blocks `size` items are.
    static int count(int size) {
        return Math.ceilDiv(size, SIZE);
    }

    /// Hands every block of `size` items to `range`, several at a time.
    static void each(int size, Range range) {
        IntStream.range(0, count(size)).parallel().forEach(block -> range.accept(block * SIZE, end(block, size)));
    }

    /// Where a block ends.
    static int end(int block, int size) {
        return block * SIZE + Math.min(SIZE, size - block * SIZE);
    }
}
