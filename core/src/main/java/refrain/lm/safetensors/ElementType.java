package refrain.lm.safetensors;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/// The type of a tensor's elements, under its name in the file. All that the format knows are named, so that
/// their sizes can be checked; those with a conversion to `float` can be read.
///
/// @see <a href="https://huggingface.co/docs/safetensors">The safetensors format</a>
enum ElementType {
    BOOL(1),
    U8(1),
    I8(1),
    F8_E5M2(1),
    F8_E4M3(1),
    I16(2),
    U16(2),
    F16(2),
    BF16(2),
    I32(4),
    U32(4),
    F32(4),
    I64(8),
    U64(8),
    F64(8);

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /// Bytes an element.
    int bytes() {
        return bytes;
    }

    /// Whether [#read] converts it.
    boolean isFloat() {
        return this == F32 || this == F16 || this == BF16 || this == F64;
    }

    /// Reads `count` floating-point numbers from the start of `from` into `into`, from `at` on.
    void read(MemorySegment from, float[] into, int at, int count) {
        if (this == F32) {
            MemorySegment.copy(from, FLOAT, 0, into, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            into[at + i] = get(from, i);
        }
    }

    private float get(MemorySegment from, int index) {
        return switch (this) {
            case F32 -> from.getAtIndex(FLOAT, index);
            case F16 -> Float.float16ToFloat(from.getAtIndex(SHORT, index));
            case BF16 -> Float.intBitsToFloat(from.getAtIndex(SHORT, index) << Short.SIZE);
            case F64 -> (float) from.getAtIndex(DOUBLE, index);
            case BOOL, U8, I8, F8_E5M2, F8_E4M3, I16, U16, I32, U32, I64, U64 ->
                throw new IllegalStateException(this + " is not read as floats");
        };
    }

    static Optional<ElementType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
