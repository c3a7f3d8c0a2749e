package refrain.text.bpe.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import refrain.text.bpe.ByteLetters;
import refrain.text.bpe.BytePairs;
import refrain.text.bpe.BytePairs.Merge;
import refrain.text.json.JsonWords;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// Reads a `tokenizer.json`, and refuses what would encode a text in another way than is done here.
final class TokenizerFileReader {
    private static final int BYTES = 256;
    private static final Set<String> BYTE_LEVEL = known("type", "add_prefix_space", "trim_offsets", "use_regex");
    private static final Set<String> MODEL = known(
            "type",
            "dropout",
            "unk_token",
            "continuing_subword_prefix",
            "end_of_word_suffix",
            "fuse_unk",
            "byte_fallback",
            "ignore_merges");

    private final String required;
    private final AddedTokens added = new AddedTokens();
    private final Map<String, Integer> vocabulary = new HashMap<>();
    private final Map<String, String> model = new HashMap<>();
    private final List<String[]> merges = new ArrayList<>();
    private final Set<String> seen = new TreeSet<>();

    TokenizerFileReader(String required) {
        this.required = required;
    }

    private static Set<String> known(String... names) {
        return new TreeSet<>(Arrays.asList(names));
    }

    BytePairs read(byte[] bytes) {
        try (JsonParser json = TokenizerFile.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, json, "an object");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                expect(seen.add(name), json, "no second \"" + JsonSettings.shown(name) + "\"");
                json.nextToken();
                read(name, json);
            }
            expect(json.currentToken() == JsonToken.END_OBJECT, json, "the object's end");
            expect(json.nextToken() == null, json, "nothing more");
        } catch (JacksonException e) {
            throw new IllegalArgumentException("tokenizer.json: not valid JSON: " + e.getOriginalMessage(), e);
        }
        return pairs();
    }

    private void read(String name, JsonParser json) {
        switch (name) {
            case "version" -> expect("1.0".equals(JsonSettings.value(json)), json, "version \"1.0\"");
            case "truncation", "padding", "normalizer" -> requireNone(name, json);
            case "added_tokens" -> readAdded(json);
            case "pre_tokenizer", "decoder" -> requireByteLevel(name, json);
            case "post_processor" -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    requireByteLevel(name, json);
                }
            }
            case "model" -> readModel(json);
            default ->
                throw new IllegalArgumentException(
                        "tokenizer.json: it has \"%s\", which is not known here".formatted(JsonSettings.shown(name)));
        }
    }

    private static void requireNone(String name, JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        String type = json.currentToken() == JsonToken.START_OBJECT
                ? JsonSettings.read(json).getOrDefault("type", "one without type")
                : JsonSettings.value(json);
        throw new IllegalArgumentException("tokenizer.json: its %s is %s; only a tokenizer with none is read here"
                .formatted(name, JsonSettings.shown(type)));
    }

    private static void requireByteLevel(String name, JsonParser json) {
        expect(json.currentToken() == JsonToken.START_OBJECT, json, "the object of " + name);
        Map<String, String> settings = JsonSettings.read(json);
        String where = "its " + name;
        if (!"ByteLevel".equals(settings.get("type"))) {
            throw new IllegalArgumentException("tokenizer.json: %s is %s; only ByteLevel is read here"
                    .formatted(where, JsonSettings.shown(settings.getOrDefault("type", "one without type"))));
        }
        JsonSettings.requireKnown(where, settings, BYTE_LEVEL);
        if (name.equals("pre_tokenizer")) {
            JsonSettings.require(where, settings, "use_regex", "true");
            if (!"false".equals(settings.get("add_prefix_space"))) { // the library's own default is true
                throw new IllegalArgumentException(
                        "tokenizer.json: its pre_tokenizer has add_prefix_space=%s; it must be false"
                                .formatted(settings.get("add_prefix_space")));
            }
        }
    }

    private void readAdded(JsonParser json) {
        expect(json.currentToken() == JsonToken.START_ARRAY, json, "an array of added tokens");
        while (json.nextToken() == JsonToken.START_OBJECT) {
            added.add(JsonSettings.read(json));
        }
        expect(json.currentToken() == JsonToken.END_ARRAY, json, "an added token or the array's end");
    }

    private void readModel(JsonParser json) {
        expect(json.currentToken() == JsonToken.START_OBJECT, json, "the model's object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "vocab" -> readVocabulary(json);
                case "merges" -> readMerges(json);
                default -> model.put(name, JsonSettings.value(json));
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT, json, "the model's end");
    }

    private void readVocabulary(JsonParser json) {
        expect(json.currentToken() == JsonToken.START_OBJECT, json, "an object of tokens");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String token = json.currentName();
            json.nextToken();
            expect(
                    vocabulary.put(token, JsonSettings.id(JsonSettings.value(json), token)) == null,
                    json,
                    "each token once, and not \"" + JsonSettings.shown(token) + "\" again");
        }
        expect(json.currentToken() == JsonToken.END_OBJECT, json, "a token or the object's end");
    }

    private void readMerges(JsonParser json) {
        expect(json.currentToken() == JsonToken.START_ARRAY, json, "an array of merges");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                merges.add(new String[] {part(json), part(json)});
                expect(json.nextToken() == JsonToken.END_ARRAY, json, "the end of a merge of two tokens");
            } else {
                expect(json.currentToken() == JsonToken.VALUE_STRING, json, "a merge");
                merges.add(json.getString().split(" ", -1));
            }
        }
    }

    private static String part(JsonParser json) {
        expect(json.nextToken() == JsonToken.VALUE_STRING, json, "a token of a merge");
        return json.getString();
    }

    private BytePairs pairs() {
        for (String name : List.of("model", "pre_tokenizer", "decoder")) {
            if (!seen.contains(name)) {
                throw new IllegalArgumentException("tokenizer.json: it has no \"%s\"; expected one".formatted(name));
            }
        }
        requireModel();
        added.addTo(vocabulary);
        added.require(required, vocabulary);
        return BytePairs.of(symbols(), added.contents(), merges());
    }

    private void requireModel() {
        String where = "its model";
        if (!"BPE".equals(model.getOrDefault("type", "BPE"))) { // old files do not say it
            throw new IllegalArgumentException("tokenizer.json: its model is %s; only BPE is read here"
                    .formatted(JsonSettings.shown(model.getOrDefault("type", ""))));
        }
        JsonSettings.requireKnown(where, model, MODEL);
        JsonSettings.require(where, model, "dropout", "null", "0.0", "0");
        JsonSettings.require(where, model, "continuing_subword_prefix", "null", "");
        JsonSettings.require(where, model, "end_of_word_suffix", "null", "");
        JsonSettings.require(where, model, "byte_fallback", "false");
        JsonSettings.require(where, model, "ignore_merges", "false");
    }

    private List<String> symbols() {
        String[] symbols = new String[vocabulary.size()];
        Arrays.fill(symbols, "");
        for (Map.Entry<String, Integer> token : new TreeMap<>(vocabulary).entrySet()) {
            int id = token.getValue();
            if (id >= symbols.length || !symbols[id].isEmpty() || token.getKey().isEmpty()) {
                throw new IllegalArgumentException(
                        "tokenizer.json: \"%s\" has id %,d; the %,d tokens must have the ids from 0, each one of its own"
                                .formatted(JsonSettings.shown(token.getKey()), id, symbols.length));
            }
            symbols[id] = token.getKey();
        }
        requireLetters(symbols);
        return List.of(symbols);
    }

    private void requireLetters(String[] symbols) {
        for (int code = 0; code < BYTES; code++) {
            String letter = Character.toString(ByteLetters.letter(code));
            if (!vocabulary.containsKey(letter)) {
                throw new IllegalArgumentException(
                        "tokenizer.json: its vocabulary has no \"%s\", the byte 0x%02X; it must hold all 256 bytes"
                                .formatted(letter, code));
            }
        }
        for (String symbol : symbols) {
            if (ByteLetters.bytes(symbol).length == 0 && !added.contents().contains(symbol)) {
                throw new IllegalArgumentException(
                        "tokenizer.json: the token \"%s\" is not written in ByteLevel's letters"
                                .formatted(JsonSettings.shown(symbol)));
            }
        }
    }

    private List<Merge> merges() {
        Set<Merge> found = new LinkedHashSet<>();
        for (String[] parts : merges) {
            String shown = JsonSettings.shown(String.join(" ", parts));
            if (parts.length != 2) {
                throw new IllegalArgumentException(
                        "tokenizer.json: a merge is \"%s\"; it must be two tokens".formatted(shown));
            }
            Integer left = vocabulary.get(parts[0]);
            Integer right = vocabulary.get(parts[1]);
            Integer merged = vocabulary.get(parts[0] + parts[1]);
            if (left == null || right == null || merged == null) {
                throw new IllegalArgumentException(
                        "tokenizer.json: of the merge \"%s\" a token is not in the vocabulary; both and what they make must be"
                                .formatted(shown));
            }
            if (!found.add(new Merge(left, right, merged))) {
                throw new IllegalArgumentException(
                        "tokenizer.json: the merge \"%s\" is there twice; each may be once".formatted(shown));
            }
        }
        return List.copyOf(found);
    }

    private static void expect(boolean found, JsonParser json, String expected) {
        if (found) {
            return;
        }
        JsonToken token = json.currentToken();
        throw new IllegalArgumentException(
                token == null
                        ? "tokenizer.json: it ends before %s".formatted(expected)
                        : "tokenizer.json: at byte %,d stands %s; expected %s"
                                .formatted(json.currentTokenLocation().getByteOffset(), JsonWords.of(token), expected));
    }
}
