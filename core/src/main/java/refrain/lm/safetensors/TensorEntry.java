package refrain.lm.safetensors;

import java.util.List;

/// What a header says of one tensor, checked in itself: its bytes are as many as its shape needs.
/// @param shape length of each dimension, the slowest first
/// @param begin first byte, counted from the end of the header
/// @param end the byte after its last
record TensorEntry(String name, ElementType type, List<Long> shape, long begin, long end) {
    TensorEntry {
        shape = List.copyOf(shape);
        long bytes = bytes(type, shape);
        if (begin < 0 || end < begin || end - begin != bytes) {
            throw new IllegalArgumentException("tensor \"%s\" lies at bytes %d to %d; %s of shape %s takes %d bytes"
                    .formatted(name, begin, end, type, shape, bytes));
        }
    }

    /// @throws IllegalArgumentException if a dimension is negative or the product exceeds a `long`
    static long bytes(ElementType type, List<Long> shape) {
        long bytes = type.bytes();
        for (long length : shape) {
            if (length < 0 || Math.multiplyHigh(bytes, length) != 0 || bytes * length < 0) {
                throw new IllegalArgumentException(
                        "shape %s of %s has no size; dimensions must be at least 0 and their product less than 2^63"
                                .formatted(shape, type));
            }
            bytes *= length;
        }
        return bytes;
    }
}
