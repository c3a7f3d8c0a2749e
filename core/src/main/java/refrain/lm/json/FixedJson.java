package refrain.lm.json;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import refrain.text.json.JsonWords;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One JSON object whose keys have a fixed order, so that equal values give equal text. Reading asks for
/// each key in turn and accepts nothing else.
public final class FixedJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final String subject;
    private final JsonParser json;
    private boolean peeked;

    private FixedJson(String subject, JsonParser json) {
        this.subject = subject;
        this.json = json;
    }

    /// The object that `properties` writes.
    public static String write(Consumer<JsonGenerator> properties) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    /// What `properties` reads, which must be the whole object.
    /// @param subject what the object is, for messages
    /// @throws IllegalArgumentException if anything but what is asked for is found
    public static <T> T read(String subject, String text, Function<FixedJson, T> properties) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            FixedJson object = new FixedJson(subject, json);
            object.require(json.nextToken() == JsonToken.START_OBJECT, "an object");
            T value = properties.apply(object);
            object.require(object.next() == JsonToken.END_OBJECT, "the object's end");
            object.require(json.nextToken() == null, "nothing more");
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(subject + ": not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// The string that must come next, under this key.
    public String string(String key) {
        key(key);
        require(json.nextToken() == JsonToken.VALUE_STRING, "a string for \"" + key + "\"");
        return json.getString();
    }

    /// The string of a key that is left out where it would be `otherwise`.
    public String string(String key, String otherwise) {
        peeked = next() != null;
        return json.currentToken() == JsonToken.PROPERTY_NAME ? string(key) : otherwise;
    }

    /// The whole number that must come next, within these bounds.
    public long number(String key, long least, long most) {
        key(key);
        require(json.nextToken() == JsonToken.VALUE_NUMBER_INT, "a whole number for \"" + key + "\"");
        long number = json.getLongValue();
        require(number >= least && number <= most, "\"%s\" from %d to %d".formatted(key, least, most));
        return number;
    }

    /// A number with or without a fraction, which must be finite.
    public double real(String key) {
        key(key);
        return real(json.nextToken(), key);
    }

    private double real(@Nullable JsonToken token, String key) {
        require(
                token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT,
                "a number for \"" + key + "\"");
        double number = json.getDoubleValue();
        require(Double.isFinite(number), "a finite number for \"" + key + "\"");
        return number;
    }

    /// An array of numbers.
    public double[] reals(String key) {
        key(key);
        require(json.nextToken() == JsonToken.START_ARRAY, "an array for \"" + key + "\"");
        List<Double> numbers = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            numbers.add(real(token, key));
        }
        return numbers.stream().mapToDouble(number -> number).toArray();
    }

    /// An array of objects, each of which `properties` reads whole.
    public <T> List<T> objects(String key, Function<FixedJson, T> properties) {
        key(key);
        require(json.nextToken() == JsonToken.START_ARRAY, "an array for \"" + key + "\"");
        List<T> objects = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            objects.add(properties.apply(this));
            require(next() == JsonToken.END_OBJECT, "the object's end");
        }
        require(json.currentToken() == JsonToken.END_ARRAY, "objects for \"" + key + "\"");
        return objects;
    }

    /// The array of strings that must come next.
    public List<String> strings(String key) {
        key(key);
        require(json.nextToken() == JsonToken.START_ARRAY, "an array for \"" + key + "\"");
        List<String> strings = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            strings.add(json.getString());
        }
        require(json.currentToken() == JsonToken.END_ARRAY, "strings for \"" + key + "\"");
        return strings;
    }

    private void key(String key) {
        require(next() == JsonToken.PROPERTY_NAME && key.equals(json.currentName()), "the key \"" + key + "\"");
    }

    private @Nullable JsonToken next() {
        if (peeked) {
            peeked = false;
            return json.currentToken();
        }
        return json.nextToken();
    }

    private void require(boolean found, String expected) {
        if (!found) {
            JsonToken token = json.currentToken();
            throw new IllegalArgumentException(
                    token == null
                            ? "%s: it ends before %s".formatted(subject, expected)
                            : "%s: at character %d stands %s; expected %s"
                                    .formatted(
                                            subject,
                                            Math.max(
                                                    0,
                                                    json.currentTokenLocation().getCharOffset()),
                                            JsonWords.of(token),
                                            expected));
        }
    }
}
