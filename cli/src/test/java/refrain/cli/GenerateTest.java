package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.cli.console.Console;

/// How text is written, with models of characters and of words that know their song.
class GenerateTest {
    @TempDir
    private static Path folder;

    @TempDir
    private static Path wordFolder;

    private static Path characters;
    private static Path words;

    @BeforeAll
    static void train() {
        characters =
                TrainedModel.in(folder, "--updates", "400", "--rate", "0.01").model();
        words = TrainedModel.in(wordFolder, "--units", "word", "--updates", "100", "--rate", "0.02")
                .model();
    }

    @Test
    void text_isHandedOnAsItIsMade() {
        List<String> pieces = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                pieces.add(toString(StandardCharsets.UTF_8));
                reset();
            }
        };
        Console console = new Console(out, new ByteArrayOutputStream(), false);
        int code = Main.run(console, "generate", characters.toString(), "--prompt", "the", "--greedy", "--length", "4");

        assertThat(code).isZero();
        assertThat(pieces).filteredOn(piece -> !piece.isEmpty()).containsExactly("the", " ", "l", "i", "n", "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `of a`  | `the line `
            `f a s` | `the line o`
            `song`  | `the line of a `
            `zzz`   | `the line of a song that returns`
            """)
    void stop_acrossWords_endsBeforeIt(String stop, String expected) {
        Captured.Run run =
                Captured.run("generate", words, "--prompt", "the line", "--greedy", "--length", "6", "--stop", stop);
        assertThat(run.out()).isEqualTo(expected + "\n");
    }

    @Test
    void stop_json_isSaid() {
        Map<String, Object> json = Json.object(
                Captured.run("generate", words, "--prompt", "the line", "--greedy", "--stop", "that", "--json")
                        .out());
        assertThat((List<?>) json.get("texts"))
                .singleElement()
                .hasToString("{text= of a song , tokens=4, logProbability=%s, stopped=true}"
                        .formatted(logProbability(json)));
    }

    private static Object logProbability(Map<String, Object> json) {
        return ((Map<?, ?>) ((List<?>) json.get("texts")).getFirst()).get("logProbability");
    }

    @Test
    void count_plain_writesThatManyTextsWithAnEmptyLineBetween() {
        Captured.Run run = Captured.run(
                "generate", words, "--prompt", "the", "--count", "3", "--length", "2", "--temperature", "0.01");
        assertThat(run.out()).isEqualTo("the line of\n\nthe line of\n\nthe line of\n");
    }

    @Test
    void count_firstText_isTheTextOfTheSeedAlone() {
        Object[] one = {"generate", characters, "--temperature", "2", "--length", "9", "--seed", "3", "--json"};
        Object[] three = {
            "generate", characters, "--temperature", "2", "--length", "9", "--seed", "3", "--json", "--count", "3"
        };
        List<?> texts = (List<?>) Json.object(Captured.run(three).out()).get("texts");
        assertThat(Json.object(Captured.run(one).out())).containsEntry("texts", List.of(texts.getFirst()));
        assertThat(Captured.run(three)).isEqualTo(Captured.run(three));
    }

    @Test
    void length_zero_writesThePromptAlone() {
        assertThat(Captured.run("generate", words, "--prompt", "the line", "--length", "0")
                        .out())
                .isEqualTo("the line\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval", "score", "generate"})
    void threadsAndKernels_changeNothing(String command) {
        assertThat(use(command, "--threads", "3", "--kernels", "vector128"))
                .isEqualTo(use(command, "--kernels", "plain"));
    }

    private static Captured.Run use(String command, Object... options) {
        List<Object> line = new ArrayList<>(List.of(command, characters));
        if (!command.equals("generate")) {
            line.add(folder.resolve("song.txt"));
        }
        line.addAll(List.of(options));
        Captured.Run run = Captured.run(line.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    @Test
    void novelty_saysTheLongestCopyAndWhereItIs() throws IOException {
        Path known = Files.writeString(folder.resolve("known.txt"), "nothing\nof a song that\n");
        Captured.Run run = Captured.run(
                "generate", words, "--prompt", "the line", "--greedy", "--length", "6", "--novelty", known);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("the line of a song that returns\n");
        assertThat(run.errLines())
                .containsExactly(
                        "novelty   the longest copy has 4 tokens, 14 characters, from " + known
                                + ":2: \"of a song that\"",
                        "          novel of 1, 2, … tokens in a row: 1: 16.7 %, 2: 40.0 %, 3: 50.0 %, 4: 66.7 %,"
                                + " 5: 100.0 %, 6: 100.0 %");
    }

    @Test
    void novelty_json_hasTheCopyWhole() throws IOException {
        Path known = Files.writeString(folder.resolve("known.txt"), TrainedModel.LINE.repeat(3));
        Captured.Run run = Captured.run(
                "generate", characters, "--prompt", "the", "--greedy", "--length", "70", "--novelty", known, "--json");
        Map<?, ?> novelty = (Map<?, ?>) Json.object(run.out()).get("novelty");
        assertThat(((Map<?, ?>) novelty.get("longest")).get("text")).asString().hasSize(70);
        assertThat(((Map<?, ?>) novelty.get("longest")).get("place")).isEqualTo(known + ":1");
        assertThat((List<?>) novelty.get("ngrams"))
                .hasSize(11)
                .last()
                .hasToString("{n=64, count=7, novel=0, share=0.0}");
        assertThat(run.err()).contains("70 characters, from").contains(" … ");
    }

    @Test
    void novelty_ofNothing_isSaid() throws IOException {
        Path known = Files.writeString(folder.resolve("known.txt"), "zzz\n");
        assertThat(Captured.run("generate", words, "--length", "0", "--novelty", known)
                        .err())
                .isEqualTo("novelty   no token was generated; there is nothing to look for in " + known + "\n");
    }

    @Test
    void novelty_textMissing_isExplainedBeforeAnythingIsWritten() {
        Captured.Run run = Captured.run("generate", words, "--novelty", folder.resolve("none.txt"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("none.txt: there is no such file").hasLineCount(1);
    }
}
