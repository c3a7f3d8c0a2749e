package refrain.cli.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Reads a recipe's TOML, by the library tomlj.
record RecipeFile(Path file) {
    static final String DESCRIPTION = "description";
    static final String RESULT = "result";

    /// A recipe is a page of text; more than this is another file.
    private static final int LARGEST = 1 << 16;

    /// Arrays of arrays mean nothing here, and the parser descends into each.
    private static final int DEEPEST = 32;

    Recipe read() throws IOException {
        TomlParseResult toml = parse(text());
        if (toml.isEmpty()) {
            throw refusal("it sets nothing; a recipe holds options of refrain train without --, as batch = 20");
        }
        List<Setting> settings = new ArrayList<>();
        for (String key : toml.keySet()) {
            if (!key.equals(DESCRIPTION) && !key.equals(RESULT)) {
                settings.add(setting(toml, key));
            }
        }
        settings.sort(
                Comparator.comparingInt((Setting setting) -> setting.place().line())
                        .thenComparingInt(setting -> setting.place().column()));
        return new Recipe(file, description(toml), result(toml), List.copyOf(settings));
    }

    private String text() throws IOException {
        if (Files.isDirectory(file)) {
            throw refusal("it is a directory; a recipe is a page of TOML");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            throw refusal("it is longer than %,d bytes; a recipe is a page of TOML".formatted(LARGEST));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": it is not UTF-8, which TOML is", e);
        }
    }

    private IllegalArgumentException refusal(String complaint) {
        return new IllegalArgumentException(file + ": " + complaint);
    }

    private TomlParseResult parse(String text) {
        requireShallow(text);
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            TomlParseError first = toml.errors().getFirst();
            String message = Optional.ofNullable(first.getMessage()).orElse("it is not TOML");
            throw place(first.position()).refusal(message.replaceAll("\\s+", " "));
        }
        return toml;
    }

    private void requireShallow(String text) {
        int depth = 0;
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '[', '{' -> depth++;
                case ']', '}' -> depth = Math.max(0, depth - 1);
                case '\n' -> line++;
                default -> {}
            }
            if (depth > DEEPEST) {
                throw new IllegalArgumentException(
                        "%s:%d: brackets are open %d deep; a recipe holds plain arrays".formatted(file, line, depth));
            }
        }
    }

    private static Setting.Place place(Path file, TomlPosition position) {
        return new Setting.Place(file, position.line(), position.column());
    }

    private Setting.Place place(TomlPosition position) {
        return place(file, position);
    }

    private Setting.Place place(TomlTable table, String key) {
        return place(Objects.requireNonNull(table.inputPositionOf(List.of(key))));
    }

    private Setting setting(TomlTable toml, String key) {
        Setting.Place place = place(toml, key);
        return new Setting(key, value(key, Objects.requireNonNull(toml.get(List.of(key))), place), place);
    }

    private static Value value(String key, Object found, Setting.Place place) {
        return switch (found) {
            case String text -> new Value.Text(text);
            case Long number -> new Value.Whole(number);
            case Double number -> new Value.Real(number);
            case Boolean truth -> new Value.Truth(truth);
            case TomlArray array ->
                new Value.Items(array.toList().stream()
                        .map(item -> item(key, item, place))
                        .toList());
            case TomlTable table ->
                throw place.refusal("%s is a table; options stand at the top of a recipe".formatted(key));
            default ->
                throw place.refusal(
                        "%s is a date or a time; expected a string, a number, true, false or an array of these"
                                .formatted(key));
        };
    }

    private static Value item(String key, Object found, Setting.Place place) {
        if (found instanceof TomlArray || found instanceof TomlTable) {
            throw place.refusal(
                    "%s is an array of arrays or tables; expected strings, numbers or truths".formatted(key));
        }
        return value(key, found, place);
    }

    private List<String> description(TomlTable toml) {
        return toml.contains(List.of(DESCRIPTION))
                ? prose(setting(toml, DESCRIPTION)).lines().toList()
                : List.of();
    }

    private static String prose(Setting setting) {
        if (setting.value() instanceof Value.Text(String text)) {
            return text.strip();
        }
        throw setting.place()
                .refusal("%s is %s; expected a string"
                        .formatted(setting.key(), setting.value().shown()));
    }

    /// A string, or a table of them: `data = "…"` is the line `data: …`.
    private List<String> result(TomlTable toml) {
        if (!toml.contains(List.of(RESULT))) {
            return List.of();
        }
        if (!(toml.get(List.of(RESULT)) instanceof TomlTable table)) {
            return prose(setting(toml, RESULT)).lines().toList();
        }
        return table.keySet().stream()
                .map(key -> key + ": "
                        + value(key, Objects.requireNonNull(table.get(List.of(key))), place(toml, RESULT))
                                .word())
                .toList();
    }
}
