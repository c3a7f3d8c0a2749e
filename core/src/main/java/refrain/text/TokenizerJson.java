package refrain.text;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import refrain.text.json.JsonWords;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A tokenizer as JSON, its keys in this order and no others:
/// ```
/// {"version":1,"units":"word","symbols":["the","<unk>","<eos>", …]}
/// ```
/// A byte-pair encoding is a `tokenizer.json` of Hugging Face instead, whose version is a string.
///
/// Reading holds no more than the symbols, which are no longer than the bytes.
final class TokenizerJson {
    private static final int VERSION = 1;
    private static final JsonFactory FACTORY = new JsonFactory();

    private TokenizerJson() {}

    static byte[] write(Tokenizer tokenizer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("version", VERSION);
            json.writeStringProperty("units", tokenizer.units());
            json.writeArrayPropertyStart("symbols");
            tokenizer.vocabulary().symbols().forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static Tokenizer read(byte[] bytes) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            expect(json, JsonToken.START_OBJECT, "an object");
            name(json, "version");
            if (json.nextToken() == JsonToken.VALUE_STRING) { // Hugging Face's tokenizer.json
                return BpeTokenizer.of(bytes);
            }
            requireVersion(json);
            name(json, "units");
            expect(json, JsonToken.VALUE_STRING, "a string");
            String units = json.getString();
            List<String> symbols = symbols(json);
            expect(json, JsonToken.END_OBJECT, "the object's end");
            require(json, json.nextToken() == null, "nothing more");
            return tokenizer(units, symbols);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("tokenizer: not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireVersion(JsonParser json) {
        require(json, json.currentToken() == JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (json.getIntValue() != VERSION) {
            throw new IllegalArgumentException("tokenizer: its version is %d; this program reads version %d"
                    .formatted(json.getIntValue(), VERSION));
        }
    }

    private static List<String> symbols(JsonParser json) {
        name(json, "symbols");
        expect(json, JsonToken.START_ARRAY, "an array");
        List<String> symbols = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            symbols.add(json.getString());
        }
        require(json, json.currentToken() == JsonToken.END_ARRAY, "a string or the array's end");
        return symbols;
    }

    private static Tokenizer tokenizer(String units, List<String> symbols) {
        return switch (units) {
            case "char" -> CharTokenizer.of(Vocabulary.of(symbols, CharTokenizer.boundary(symbols.contains("\n"))));
            case "word" -> WordTokenizer.of(Vocabulary.of(symbols, Vocabulary.END_OF_LINE));
            default ->
                throw new IllegalArgumentException(
                        "tokenizer: its units are \"%s\"; they must be \"char\" or \"word\"".formatted(units));
        };
    }

    private static void name(JsonParser json, String name) {
        require(
                json,
                json.nextToken() == JsonToken.PROPERTY_NAME && name.equals(json.currentName()),
                "\"" + name + "\"");
    }

    private static void expect(JsonParser json, JsonToken token, String expected) {
        require(json, json.nextToken() == token, expected);
    }

    private static void require(JsonParser json, boolean found, String expected) {
        if (found) {
            return;
        }
        JsonToken token = json.currentToken();
        throw new IllegalArgumentException(
                token == null
                        ? "tokenizer: it ends before %s".formatted(expected)
                        : "tokenizer: at byte %,d stands %s; expected %s"
                                .formatted(json.currentTokenLocation().getByteOffset(), JsonWords.of(token), expected));
    }
}
