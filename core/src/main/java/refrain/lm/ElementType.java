package refrain.lm;

import java.util.Arrays;
import java.util.Optional;

/// The type of a tensor's elements, under its name in the file. All that the format knows are named, so that their sizes
/// can be checked; those with a conversion to `float` can be read.
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

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /// Bytes an element.
    int bytes() {
        return bytes;
    }

    static Optional<ElementType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
