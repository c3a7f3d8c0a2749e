package refrain.cli.console;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON object on one line, its members in the order they were put. Numbers that JSON cannot hold become `null`.
public final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> members = new LinkedHashMap<>();

    public JsonLine put(String name, String value) {
        members.put(name, value);
        return this;
    }

    public JsonLine put(String name, double value) {
        members.put(name, value);
        return this;
    }

    public JsonLine put(String name, float value) {
        members.put(name, value);
        return this;
    }

    public JsonLine put(String name, long value) {
        members.put(name, value);
        return this;
    }

    public JsonLine put(String name, boolean value) {
        members.put(name, value);
        return this;
    }

    public JsonLine put(String name, JsonLine value) {
        members.put(name, value);
        return this;
    }

    /// Strings, numbers or objects.
    public JsonLine put(String name, List<?> values) {
        members.put(name, List.copyOf(values));
        return this;
    }

    /// Nothing if there is no value.
    public JsonLine put(String name, Optional<?> value) {
        value.ifPresent(present -> members.put(name, present));
        return this;
    }

    @Override
    public String toString() {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            write(json, this);
        }
        return line.toString();
    }

    private static void write(JsonGenerator json, Object value) {
        switch (value) {
            case JsonLine object -> {
                json.writeStartObject();
                object.members.forEach((name, member) -> {
                    json.writeName(name);
                    write(json, member);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(element -> write(json, element));
                json.writeEndArray();
            }
            case Double number when !Double.isFinite(number) -> json.writeNull();
            case Double number -> json.writeNumber(number);
            case Float number when !Float.isFinite(number) -> json.writeNull();
            case Float number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            default -> json.writeString(value.toString());
        }
    }
}
