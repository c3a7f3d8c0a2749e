package refrain.cli.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.random.SeededRandom;

/// What is read of a recipe's file, whatever the options are.
class RecipeTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("r.toml"), text);
    }

    private Recipe read(String text) throws IOException {
        return Recipe.read(file(text));
    }

    @Test
    void values_ofEveryType_becomeWords() throws IOException {
        Recipe recipe = read("""
                a = "x y"
                b = 1_000
                c = 1.2e-6
                d = true
                e = ["lstm:8", "gru:8"]
                f = [1, 2.5, "z"]
                """);
        assertThat(recipe.settings())
                .extracting(setting -> setting.value().word())
                .containsExactly("x y", "1000", "1.2E-6", "true", "lstm:8,gru:8", "1,2.5,z");
    }

    @Test
    void recipe_ofNothing_isRefused() throws IOException {
        Path empty = file("# nothing\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipe.read(empty))
                .withMessageStartingWith(empty + ": it sets nothing");
    }

    @Test
    void settings_keepTheOrderOfTheFileAndKnowTheirPlace() throws IOException {
        Recipe recipe = read("# a comment\nz = 1\n\n  a = 2 # another\nm = 3\n");
        assertThat(recipe.settings())
                .extracting(setting -> setting.key() + " " + setting.place().line() + ":"
                        + setting.place().column())
                .containsExactly("z 2:1", "a 4:3", "m 5:1");
        assertThat(recipe.settings().getFirst().place()).hasToString(folder.resolve("r.toml") + ":2:1");
    }

    @Test
    void announcement_hasDescriptionAndResult_withoutControlCharacters() throws IOException {
        Recipe recipe = read("""
                description = \"""
                One line.
                Another \\u001b[31m line.\"""
                batch = 1
                [result]
                data = "a song"
                loss = 1.5
                """);
        assertThat(recipe.announcement())
                .containsExactly(
                        "recipe    " + folder.resolve("r.toml"),
                        "          One line.",
                        "          Another \\u001b[31m line.",
                        "          result data: a song",
                        "          result loss: 1.5");
        assertThat(recipe.settings()).hasSize(1);
    }

    @Test
    void announcement_resultAsString_isShown() throws IOException {
        assertThat(read("result = \"perplexity 90\"").announcement())
                .endsWith("          result perplexity 90")
                .hasSize(2);
        assertThat(read("batch = 1").announcement()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            batch =              | :1:
            batch = 1 2          | :1:
            batch 1              | :1:
            `a = "x`             | :1:
            `a = 1\\nb = 2\\na = 3` | :3:
            `a = 1\\n[[x`         | :2:
            a = 1979-05-27       | :1:1: a is a date or a time
            a = 07:32:00         | :1:1: a is a date or a time
            a = [[1]]            | :1:1: a is an array of arrays or tables
            a = [{b = 1}]        | :1:1: a is an array of arrays or tables
            `b = 1\\n[training]\\nbatch = 3` | :2:1: training is a table; options stand at the top
            a.b = 3              | a is a table
            description = 3      | :1:1: description is 3; expected a string
            result = [1]         | :1:1: result is the array [1]; expected a string
            `[result]\\na = [[1]]` | a is an array of arrays
            """)
    void file_thatIsNoRecipe_isRefusedWithItsPlace(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text.replace("\\n", "\n")))
                .withMessageStartingWith(folder.resolve("r.toml") + ":")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void file_missing_isAnInputError() {
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Recipe.read(folder.resolve("none.toml")));
    }

    @Test
    void file_notUtf8_isRefused() throws IOException {
        Path latin1 = Files.write(folder.resolve("l.toml"), new byte[] {'#', (byte) 0xE9, '\n'});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipe.read(latin1))
                .withMessage(latin1 + ": it is not UTF-8, which TOML is");
    }

    @Test
    void file_tooLarge_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("#".repeat((1 << 16) + 1)))
                .withMessageContaining("it is longer than 65,536 bytes");
    }

    @Test
    void brackets_withoutEnd_areRefusedBeforeTheParserDescends() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("a = 1\nb = " + "[".repeat(60_000)))
                .withMessageContaining(":2: brackets are open 33 deep");
    }

    /// Whatever is done to a recipe, it is read or refused, by name and in a few words.
    @Test
    void bytes_changedAtRandom_areReadOrRefusedByName() throws IOException {
        byte[] sound =
                "description = \"x\"\nlayers = [\"lstm:8\", \"gru:8\"]\nrate = 1e-3\ntied = true\n[result]\na = 1\n"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        SeededRandom random = SeededRandom.of(7);
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = sound.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("f.toml"), bytes);
            try {
                assertThat(Recipe.read(file).settings()).isNotNull();
            } catch (IllegalArgumentException e) {
                refused++;
                assertThat(e).hasMessageStartingWith(file + ":");
            }
        }
        assertThat(refused).isBetween(500, 2_000);
    }

    @Test
    void file_cutAnywhere_isReadOrRefused() throws IOException {
        String sound = "layers = [\"lstm:8\", \"gru:8\"]\nrate = 1e-3\n";
        for (int length = 0; length < sound.length(); length++) {
            try {
                assertThat(read(sound.substring(0, length)).settings()).hasSizeLessThanOrEqualTo(2);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("r.toml:");
            }
        }
    }
}
