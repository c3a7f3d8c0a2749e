package refrain.text.bpe.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Small objects of a `tokenizer.json`: names and values as text, where `null` is `null` and a nested value `{…}`.
final class JsonSettings {
    private static final String NESTED = "{…}";

    private JsonSettings() {}

    /// The properties of the object that begins at the parser's token.
    static Map<String, String> read(JsonParser json) {
        Map<String, String> settings = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            settings.put(name, value(json));
        }
        return settings;
    }

    /// The value at the parser's token; what is inside it is passed over.
    static String value(JsonParser json) {
        JsonToken token = json.currentToken();
        if (token == null) {
            return "";
        }
        if (token.isStructStart()) {
            json.skipChildren();
            return NESTED;
        }
        return token == JsonToken.VALUE_NULL ? "null" : json.getString();
    }

    /// Refuses a setting that has another value than it may have here.
    static void require(String where, Map<String, String> settings, String name, String... allowed) {
        String found = settings.get(name);
        if (found == null) {
            return;
        }
        for (String value : allowed) {
            if (found.equals(value)) {
                return;
            }
        }
        throw new IllegalArgumentException("tokenizer.json: %s has %s=%s; it must be %s"
                .formatted(
                        where, name, shown(found), String.join(" or ", allowed).replaceAll("^$", "empty")));
    }

    /// Refuses settings that nobody here knows.
    static void requireKnown(String where, Map<String, String> settings, Set<String> known) {
        for (String name : settings.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("tokenizer.json: %s has \"%s\"; expected only %s"
                        .formatted(where, shown(name), String.join(", ", new TreeSet<>(known))));
            }
        }
    }

    /// A token's id.
    static int id(String number, String token) {
        try {
            int id = Integer.parseInt(number);
            if (id >= 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("tokenizer.json: the id of \"%s\" is %s; it must be a whole number from 0"
                .formatted(shown(token), shown(number)));
    }

    static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
