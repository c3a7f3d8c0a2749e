package refrain.lm.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Safetensors files for tests, made by hand.
final class SafetensorsBytes {
    private SafetensorsBytes() {}

    /// A file of this header and these data.
    static byte[] of(String header, byte... data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    /// A file of this header and as many zeros.
    static byte[] of(String header, int zeros) {
        return of(header, new byte[zeros]);
    }

    static SequencedMap<String, String> metadata(String... pairs) {
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            metadata.put(pairs[i], pairs[i + 1]);
        }
        return metadata;
    }
}
