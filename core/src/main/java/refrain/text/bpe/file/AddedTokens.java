package refrain.text.bpe.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The special tokens of a `tokenizer.json`.
final class AddedTokens {
    /// Ways of finding a token that are not done here.
    static final List<String> FLAGS = List.of("single_word", "lstrip", "rstrip");

    private final List<String> contents = new ArrayList<>();
    private final Map<String, Integer> ids = new TreeMap<>();

    /// Takes the properties of one token.
    void add(Map<String, String> token) {
        String content = token.getOrDefault("content", "");
        String id = token.getOrDefault("id", "");
        if (content.isEmpty() || id.isEmpty()) {
            throw new IllegalArgumentException(
                    "tokenizer.json: an added token has content \"%s\" and id \"%s\"; it must have both"
                            .formatted(content, id));
        }
        for (String flag : FLAGS) {
            if (token.getOrDefault(flag, "false").equals("true")) {
                throw new IllegalArgumentException(
                        "tokenizer.json: the added token \"%s\" has %s; only tokens found as they stand are read here"
                                .formatted(content, flag));
            }
        }
        if (ids.put(content, JsonSettings.id(id, content)) != null) {
            throw new IllegalArgumentException(
                    "tokenizer.json: the added token \"%s\" occurs twice; it may occur once".formatted(content));
        }
        contents.add(content);
    }

    /// The tokens, in the file's order.
    List<String> contents() {
        return contents;
    }

    /// Adds the tokens to the vocabulary that do not stand there already.
    void addTo(Map<String, Integer> vocabulary) {
        ids.forEach((content, id) -> {
            Integer other = vocabulary.putIfAbsent(content, id);
            if (other != null && !other.equals(id)) {
                throw new IllegalArgumentException(
                        "tokenizer.json: \"%s\" has id %,d in the vocabulary and %,d as an added token; expected one"
                                .formatted(content, other, id));
            }
        });
    }

    /// Adds a special token with the next id, unless it is there.
    void require(String content, Map<String, Integer> vocabulary) {
        if (!contents.contains(content)) {
            contents.add(content);
            vocabulary.putIfAbsent(content, vocabulary.size());
        }
    }
}
