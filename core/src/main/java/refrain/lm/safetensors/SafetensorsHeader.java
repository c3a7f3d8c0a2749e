package refrain.lm.safetensors;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// The JSON between the length and the data of a safetensors file:
/// ```
/// {"__metadata__":{"format":"pt", …},"w":{"dtype":"F32","shape":[65,128],"data_offsets":[0,33280]}, …}
/// ```
/// Blanks fill it to a multiple of 8 bytes, so that what follows is aligned.
/// @param tensors in the order of the header
record SafetensorsHeader(SequencedMap<String, String> metadata, SequencedMap<String, TensorEntry> tensors) {
    static final String METADATA = "__metadata__";

    /// No file of ours has a header of a hundredth of this; the format itself allows 100 MB.
    static final int MAX_BYTES = 1 << 24;

    private static final int ALIGNMENT = 8;
    private static final int MAX_DIMENSIONS = 8;
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION) // UTF-8 and nothing else
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES) // a stranger's names do not outlive the file
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNameLength(1000)
                    .maxNumberLength(20)
                    .maxStringLength(MAX_BYTES)
                    .build())
            .build();

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeObjectPropertyStart(METADATA);
            metadata.forEach(json::writeStringProperty);
            json.writeEndObject();
            tensors.values().forEach(tensor -> write(json, tensor));
            json.writeEndObject();
        }
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(' ');
        }
        if (bytes.size() > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the header has %,d bytes; it must have at most %,d".formatted(bytes.size(), MAX_BYTES));
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, TensorEntry tensor) {
        json.writeObjectPropertyStart(tensor.name());
        json.writeStringProperty("dtype", tensor.type().name());
        json.writeArrayPropertyStart("shape");
        tensor.shape().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeArrayPropertyStart("data_offsets");
        json.writeNumber(tensor.begin());
        json.writeNumber(tensor.end());
        json.writeEndArray();
        json.writeEndObject();
    }

    /// The header that at most [#MAX_BYTES] hold, with nothing after it.
    ///
    /// @throws IllegalArgumentException if it breaks a rule of the format, naming which
    static SafetensorsHeader read(byte[] bytes) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            SafetensorsHeader header = new SafetensorsHeader(new LinkedHashMap<>(), new LinkedHashMap<>());
            expect(json, JsonToken.START_OBJECT, "an object");
            header.readProperties(json);
            require(json, json.nextToken() == null, "nothing more");
            return header;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("its header is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private void readProperties(JsonParser json) {
        boolean metadataSeen = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (!name.equals(METADATA)) {
                put(tensors, name, tensor(json, name));
                continue;
            }
            require(json, !metadataSeen, METADATA + " once");
            metadataSeen = true;
            readMetadata(json, metadata);
        }
    }

    private static void readMetadata(JsonParser json, Map<String, String> metadata) {
        expect(json, JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            expect(json, JsonToken.VALUE_STRING, "a string");
            put(metadata, key, json.getString());
        }
    }

    private static TensorEntry tensor(JsonParser json, String name) {
        expect(json, JsonToken.START_OBJECT, "an object");
        Map<String, Object> found = LinkedHashMap.newLinkedHashMap(3);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            put(found, key, tensorProperty(json, name, key));
        }
        if (found.get("dtype") instanceof ElementType type
                && found.get("shape") instanceof Numbers(List<Long> shape)
                && found.get("data_offsets") instanceof Numbers(List<Long> offsets)
                && offsets.size() == 2) {
            return new TensorEntry(name, type, shape, offsets.getFirst(), offsets.getLast());
        }
        throw new IllegalArgumentException(
                "tensor \"%s\" has %s; expected dtype, shape and two data_offsets".formatted(name, found.keySet()));
    }

    private static Object tensorProperty(JsonParser json, String name, String key) {
        return switch (key) {
            case "dtype" -> type(json);
            case "shape" -> numbers(json, MAX_DIMENSIONS);
            case "data_offsets" -> numbers(json, 2);
            default ->
                throw new IllegalArgumentException(
                        "tensor \"%s\" has a \"%s\"; expected dtype, shape and data_offsets".formatted(name, key));
        };
    }

    private record Numbers(List<Long> values) {}

    private static ElementType type(JsonParser json) {
        expect(json, JsonToken.VALUE_STRING, "a string");
        String name = json.getString();
        return ElementType.named(name)
                .orElseThrow(() -> new IllegalArgumentException("its header has the dtype \"%s\", which is unknown"
                        .formatted(name.substring(0, Math.min(name.length(), 20)))));
    }

    private static Numbers numbers(JsonParser json, int most) {
        expect(json, JsonToken.START_ARRAY, "an array");
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            require(json, numbers.size() < most, "at most %d numbers".formatted(most));
            numbers.add(json.getLongValue());
        }
        require(json, json.currentToken() == JsonToken.END_ARRAY, "a whole number or the array's end");
        return new Numbers(numbers);
    }

    private static <V> void put(Map<String, V> map, String key, V value) {
        if (map.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("its header has \"%s\" twice".formatted(key));
        }
    }

    private static void expect(JsonParser json, JsonToken token, String expected) {
        require(json, json.nextToken() == token, expected);
    }

    private static void require(JsonParser json, boolean found, String expected) {
        if (!found) {
            throw new IllegalArgumentException("its header has %s at byte %d; expected %s"
                    .formatted(json.currentToken(), json.currentTokenLocation().getByteOffset(), expected));
        }
    }

    /// Checks that the tensors fill the data from its first byte to its last, one after another.
    ///
    /// @throws IllegalArgumentException if two overlap, or bytes belong to none
    void requireFilling(long dataBytes) {
        List<TensorEntry> ordered = new ArrayList<>(tensors.values());
        ordered.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        long end = 0;
        for (TensorEntry tensor : ordered) {
            requireBegin(tensor, end);
            end = tensor.end();
        }
        if (end != dataBytes) {
            throw new IllegalArgumentException(
                    "its tensors take %d bytes; expected %d, the rest of the file".formatted(end, dataBytes));
        }
    }

    private static void requireBegin(TensorEntry tensor, long expected) {
        if (tensor.begin() != expected) {
            String where = tensor.begin() < expected ? "inside another" : "after a gap";
            throw new IllegalArgumentException("tensor \"%s\" begins at byte %d of the data, %s; expected it at byte %d"
                    .formatted(tensor.name(), tensor.begin(), where, expected));
        }
    }
}
