package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Training by recipe, through the command.
class RecipeCommandTest {
    private static final String SMALL =
            "layers = [\"lstm:16\"]\nbatch = 2\nsteps = 8\nupdates = 20\nschedule = \"constant\"\n";

    @TempDir
    private Path folder;

    private Path text;
    private Path recipe;

    @BeforeEach
    void writeText() throws IOException {
        text = Files.writeString(folder.resolve("song.txt"), TrainedModel.LINE.repeat(60));
        recipe = folder.resolve("r.toml");
    }

    private Captured.Run train(String toml, String name, String... options) throws IOException {
        Files.writeString(recipe, toml);
        List<Object> words = new ArrayList<>(List.of("train", text, "--out", model(name), "--recipe", recipe));
        words.addAll(List.of(options));
        return Captured.run(words.toArray());
    }

    private Captured.Run plain(String name, String... options) {
        List<Object> words = new ArrayList<>(List.of("train", text, "--out", model(name)));
        words.addAll(List.of(options));
        return Captured.run(words.toArray());
    }

    private Path model(String name) {
        return folder.resolve(name + ".safetensors");
    }

    private static String[] options(String line) {
        return line.split(" ");
    }

    @Test
    void recipe_givesTheBytesOfItsOptions() throws IOException {
        Captured.Run cooked = train(SMALL + "tied = true\ndropout = 0.2\n", "cooked");
        assertThat(cooked.code()).as(cooked.err()).isZero();
        Captured.Run written = plain(
                "written",
                options("--layers lstm:16 --batch 2 --steps 8 --updates 20 --schedule constant --tied --dropout 0.2"));
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(model("cooked")).hasSameBinaryContentAs(model("written"));
    }

    @Test
    void recipe_isSaidAtTheStart() throws IOException {
        Captured.Run run = train("description = \"A song.\"\nresult = \"loss 1\"\n" + SMALL, "m");
        assertThat(run.errLines())
                .startsWith("recipe    " + recipe, "          A song.", "          result loss 1")
                .anyMatch(line -> line.startsWith("network   embedding"));
    }

    @Test
    void commandLine_isStronger_whereverItStands() throws IOException {
        assertThat(train(SMALL + "tied = true\n", "after", "--updates", "10", "--tied=false")
                        .code())
                .isZero();
        Captured.Run before = Captured.run(
                "train", "--updates", "10", text, "--tied=false", "--out", model("before"), "--recipe", recipe);
        assertThat(before.code()).as(before.err()).isZero();
        assertThat(plain("written", options("--layers lstm:16 --batch 2 --steps 8 --updates 10 --schedule constant"))
                        .code())
                .isZero();
        assertThat(model("after")).hasSameBinaryContentAs(model("written"));
        assertThat(model("before")).hasSameBinaryContentAs(model("written"));
    }

    /// What would contradict it goes, though it has another name.
    @Test
    void commandLine_isStronger_thanAKeyThatCannotStandBesideIt() throws IOException {
        Path other = Files.writeString(folder.resolve("valid.txt"), TrainedModel.LINE.repeat(9));
        Captured.Run validated = train(SMALL + "valid-fraction = 0.3\n", "validated", "--valid", other.toString());
        assertThat(validated.code()).as(validated.err()).isZero();
        assertThat(validated.err()).contains("%,d to validate on".formatted(TrainedModel.LINE.length() * 9));
        Captured.Run taken = train(
                SMALL + "min-count = 2\n",
                "taken",
                "--tokenizer",
                model("validated").toString());
        assertThat(taken.code()).as(taken.err()).isZero();
    }

    @Test
    void resume_withTheSameRecipe_isTheSameRun_withAnotherOneRefused() throws IOException {
        assertThat(train(SMALL, "m").code()).isZero();
        Captured.Run again = train(SMALL, "m", "--resume");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("finished before");
        Captured.Run longer = train(SMALL, "m", "--resume", "--updates", "40");
        assertThat(longer.code()).as(longer.err()).isZero();
        assertThat(longer.err()).contains("resumed at update 20");
        Captured.Run other = train(SMALL.replace("batch = 2", "batch = 3"), "m", "--resume");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("batch is 2 in it and 3 in this run");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bacth = 3                       | :2:1: unknown key "bacth"; did you mean "batch"?
            `"--batch" = 3`                 | :2:1: unknown key "--batch"; did you mean "batch"?
            learning-velocity = 3           | :2:1: unknown key "learning-velocity"
            `valid = "v.txt"`               | :2:1: valid names a file, and a recipe serves any text; give --valid on
            `out = "m.safetensors"`         | :2:1: out names a file
            `recipe = "r.toml"`             | :2:1: recipe names a file
            resume = true                   | :2:1: resume is said of one run, not of how to train; give --resume
            overwrite = true                | :2:1: overwrite is said of one run
            json = true                     | :2:1: json is said of one run
            help = true                     | :2:1: help is said of one run
            debug = true                    | :2:1: debug is said of one run
            `batch = "many"`                | :2:1: batch is the string "many"; it must be an integer
            batch = 2.5                     | :2:1: batch is 2.5; it must be an integer
            batch = true                    | :2:1: batch is true; it must be an integer
            batch = [1, 2]                  | :2:1: batch is the array [1,2]; it must be one value
            batch = 99999999999             | :2:1: Invalid value for option '--batch'
            batch = 0                       | :2:1: batch is 0; it must be from 1 to
            `rate = "fast"`                 | :2:1: rate is the string "fast"; it must be a number
            rate = nan                      | :2:1: rate is NaN; it must be greater than 0
            tied = 1                        | :2:1: tied is 1; it must be true or false
            layers = true                   | :2:1: layers is true; it must be a string
            layers = []                     | :2:1: layers is an empty array; it must be one value
            layers = 3                      | :2:1: layer "3" has no size
            `layers = "tree:8"`             | :2:1: layer "tree:8"
            `units = "syllable"`            | :2:1: units is "syllable"
            `schedule = "step:3"`           | :2:1: schedule "step:3" is none of constant
            `momentum = 0.9\\noptimizer = "adam"` | :2:1: momentum is 0.9, but adam has none
            `one-hot = true\\nembedding = 8` | :3:1: --one-hot and --embedding 8 exclude each other
            `optimizer = "nesterov"\\nmomentum = 0.9\\nbatch = 0` | :4:1: batch is 0
            """)
    void recipe_wrong_isRefusedWithItsPlaceBeforeWork(String toml, String message) throws IOException {
        Captured.Run run = train("# a recipe\n" + toml.replace("\\n", "\n") + "\n", "m");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("refrain: " + recipe)
                .contains(message)
                .endsWith("  try: refrain train --help\n");
        assertThat(run.errLines()).hasSizeLessThanOrEqualTo(4);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(text, recipe);
        }
    }

    @Test
    void commandLine_wrong_isNotLaidOnTheRecipe() throws IOException {
        Captured.Run run = train(SMALL, "m", "--rate", "0");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("refrain: rate is 0.0; it must be greater than 0");
    }

    @Test
    void recipe_missing_isExplained() {
        Captured.Run run = plain("m", "--recipe", folder.resolve("none.toml").toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("refrain: " + folder.resolve("none.toml") + ": there is no such file or directory\n");
    }

    @Test
    void recipe_notToml_isExplainedInALine() throws IOException {
        Captured.Run run = train("batch = 3\nlayers = [\"lstm:16\"\n", "m");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(2).first().asString().startsWith("refrain: " + recipe + ":");
    }

    static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(Markdown.root().resolve("recipes"))) {
            return files.sorted().toList();
        }
    }

    /// The recipes that come with the project are understood: a run of a single update gets through.
    @ParameterizedTest
    @MethodSource("recipes")
    void recipeOfTheProject_isUnderstood(Path file) {
        Captured.Run run =
                plain("m", options("--updates 1 --layers lstm:4 --embedding 4 --batch 1 --steps 4 --recipe " + file));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).startsWith("recipe    " + file).contains("result validation: ");
        assertThat(file).content().startsWith("# refrain train ").contains("description = ", "units = ", "[result]");
    }
}
