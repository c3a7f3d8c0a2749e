package refrain.golden;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// One golden file. A path leads from the outermost object inwards: `values("gradients", "decoder.bias")`.
public final class Golden {
    private final String file;
    private final Object root;

    private Golden(String file, Object root) {
        this.file = file;
        this.root = root;
    }

    /// Reads `golden/NAME.json` from the class path.
    public static Golden read(String name) throws IOException {
        String file = "golden/" + name + ".json";
        try (@Nullable InputStream in = Golden.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new NoSuchElementException(file + " is not on the class path");
            }
            try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
                json.nextToken();
                return new Golden(file, value(json));
            }
        }
    }

    /// The keys of an object, in the file's order.
    public List<String> names(String... path) {
        return find(path) instanceof Map<?, ?> object
                ? object.keySet().stream().map(String.class::cast).toList()
                : List.of();
    }

    public String text(String... path) {
        return (String) find(path);
    }

    public float number(String... path) {
        return ((Number) find(path)).floatValue();
    }

    public int integer(String... path) {
        return ((Number) find(path)).intValue();
    }

    /// A tensor's values, row-major, or a plain array of numbers.
    public float[] values(String... path) {
        List<?> list = find(path) instanceof Map<?, ?> tensor ? (List<?>) tensor.get("values") : (List<?>) find(path);
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((Number) list.get(i)).floatValue();
        }
        return values;
    }

    /// An array of token ids, or a tensor's `shape`.
    public int[] integers(String... path) {
        return ((List<?>) find(path))
                .stream().mapToInt(n -> ((Number) n).intValue()).toArray();
    }

    private Object find(String... path) {
        Object at = root;
        for (String key : path) {
            @Nullable Object next = at instanceof Map<?, ?> object ? object.get(key) : null;
            if (next == null) {
                throw new NoSuchElementException("%s has no %s".formatted(file, String.join("/", path)));
            }
            at = next;
        }
        return at;
    }

    private static Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_NUMBER_INT -> json.getIntValue();
            case VALUE_NUMBER_FLOAT -> json.getFloatValue();
            default -> json.getString();
        };
    }

    private static Map<String, Object> object(JsonParser json) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            object.put(name, value(json));
        }
        return object;
    }

    private static List<Object> array(JsonParser json) {
        List<Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(json));
        }
        return array;
    }
}
