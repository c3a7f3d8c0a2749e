package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// N-gram models from the command line.
class NGramTest {
    @TempDir
    private Path folder;

    private Path text = Path.of("");
    private Path heldOut = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void write() throws IOException {
        text = Files.writeString(folder.resolve("song.txt"), TrainedModel.LINE.repeat(60));
        heldOut = Files.writeString(folder.resolve("held-out.txt"), "a song of the line\nthat returns\n".repeat(9));
        model = folder.resolve("m.arpa");
    }

    private static Captured.Run ok(Object... words) {
        Captured.Run run = Captured.run(words);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static Map<String, Object> json(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.add("--json");
        return Json.object(ok(all.toArray()).out());
    }

    private Captured.Run estimate(String units, int order, Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("ngram", text, "--units", units, "--order", order, "--out", model));
        words.addAll(List.of(more));
        return ok(words.toArray());
    }

    private static void assertRefused(Captured.Run run, int code, String... parts) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(parts).doesNotContain("defect", "\tat ");
    }

    @Test
    void ngram_saysCountsAndDiscountsOfEachOrder() {
        Captured.Run run = estimate("word", 2);

        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(4);
        assertThat(run.errLines().get(0)).isEqualTo("480 tokens (word), vocabulary 9");
        assertThat(run.errLines().get(1))
                .matches(" 1-grams +10   discounts 0\\.50000 1\\.00000 1\\.50000 \\(the counts give none.*");
        assertThat(run.errLines().get(2)).matches(" 2-grams +8   discounts .*");
        assertThat(run.errLines().get(3)).isEqualTo("wrote " + model);
    }

    @ParameterizedTest
    @CsvSource({"word, 3", "char, 6", "bpe:280, 4", "char, 1"})
    void ngram_validated_saysWhatEvalThenSays(String units, int order) {
        Captured.Run run = estimate(units, order, "--valid", heldOut);
        Captured.Run evaluated = ok("eval", model, heldOut);

        assertThat(run.out()).isEqualTo(evaluated.out()).contains("perplexity");
    }

    @Test
    void ngram_json_isOneObject() {
        Map<String, Object> said =
                Json.object(estimate("char", 3, "--valid", heldOut, "--json").out());
        Map<String, Object> evaluated = json("eval", model, heldOut);

        assertThat(said.keySet())
                .containsExactly("model", "tokens", "vocabulary", "orders", "validationLoss", "perplexity");
        assertThat(said).containsEntry("model", model.toString());
        assertThat((List<?>) said.get("orders")).hasSize(3);
        assertThat((Double) said.get("validationLoss")).isCloseTo((Double) evaluated.get("loss"), within(1e-12));
    }

    @Test
    void ngram_ofWordsWithoutBlanks_saysWhichUnitsMayBeBetter() throws IOException {
        Files.writeString(text, "山不在高有仙則名水不在深有龍則靈斯是陋室惟吾德馨\n".repeat(9));

        assertThat(estimate("word", 2).err()).contains("characters may be better units (--units char)");
    }

    @Test
    void ngram_ofAFraction_holdsTheRestOut() {
        Map<String, Object> whole = Json.object(estimate("word", 2, "--json").out());
        Map<String, Object> part = Json.object(estimate("word", 2, "--valid-fraction", "0.5", "--overwrite", "--json")
                .out());

        assertThat(whole).doesNotContainKey("perplexity");
        assertThat(part.get("tokens").toString()).isEqualTo("240");
        assertThat(part.get("perplexity")).isNotNull();
    }

    private Map<String, Object> replaced(Path texts) {
        return json(
                "ngram",
                texts,
                "--units",
                "word",
                "--order",
                2,
                "--valid-fraction",
                "0.3",
                "--out",
                model,
                "--overwrite");
    }

    /// The model that is written must not be among the texts, nor change where they are cut.
    @Test
    void ngram_ofAFolderWithItsModel_leavesThatOut() throws IOException {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Files.copy(text, texts.resolve("song.txt"));
        model = texts.resolve(".").resolve("m.arpa");
        Files.writeString(model, "words of another text\n");
        Map<String, Object> inFolder = replaced(texts);
        Path link = Files.createSymbolicLink(folder.resolve("link"), texts);
        Files.writeString(texts.resolve("m.arpa.partial"), "what a run left that was killed\n");
        Map<String, Object> linked = replaced(link);
        model = folder.resolve("other.arpa");
        Map<String, Object> alone = Json.object(
                estimate("word", 2, "--valid-fraction", "0.3", "--json").out());

        assertThat(inFolder).containsEntry("vocabulary", alone.get("vocabulary"));
        assertThat(inFolder).containsEntry("perplexity", alone.get("perplexity"));
        assertThat(linked).isEqualTo(inFolder);
    }

    @Test
    void ngram_validatedOnWhatItIsEstimatedFrom_isRefused() {
        assertRefused(
                Captured.run("ngram", text, "--order", 2, "--out", model, "--valid", text),
                1,
                "is of the text to learn from, too");
        assertThat(model).doesNotExist();
    }

    @Test
    void ngram_ofOneTextTwice_isRefusedWhereItsEndIsToValidateOn() {
        assertRefused(
                Captured.run("ngram", text, text, "--order", 2, "--out", model, "--valid-fraction", "0.1"),
                1,
                "is given twice, so what is cut off to validate on would be learnt, too");
        assertThat(model).doesNotExist();
        ok("ngram", text, text, "--order", 2, "--out", model);
    }

    @Test
    void eval_saysThatAnNGramModelReadsLinesByThemselves() {
        estimate("word", 2);
        assertThat(json("eval", model, heldOut)).containsEntry("context", "reset at each line");
        assertThat(ok("eval", model, heldOut).out())
                .isEqualTo(ok("eval", model, heldOut, "--reset-lines").out());
    }

    @Test
    void eval_ofNGramModelsMixed_saysThatTheyReadLinesByThemselves() {
        Path one = folder.resolve("one.arpa");
        Path two = folder.resolve("two.arpa");
        ok("ngram", text, "--order", 1, "--out", one);
        ok("ngram", text, "--order", 3, "--out", two);
        Path mix = folder.resolve("ngrams.json");
        ok("mix", one, two, "--tune", text, "--out", mix);

        assertThat(json("eval", mix, text)).containsEntry("context", "reset at each line");
    }

    @Test
    void ngram_withoutItsValidationText_writesNothing() {
        Path missing = folder.resolve("missing.txt");
        assertRefused(
                Captured.run("ngram", text, "--order", 2, "--out", model, "--valid", missing),
                1,
                "missing.txt: there is no such file");
        assertThat(model).doesNotExist();
    }

    @Test
    void tokenizer_ofAnNGramModel_trainsANetworkOfItsTokens() {
        estimate("word", 2);
        Path network = folder.resolve("same.safetensors");
        ok("train", text, "--tokenizer", model, "--layers", "lstm:8", "--updates", 2, "--out", network);
        ok("mix", network, model, "--tune", heldOut, "--out", folder.resolve("both.json"));
    }

    @Test
    void ngram_twice_givesTheSameBytes_whereItMayReplace() throws IOException {
        estimate("word", 3);
        byte[] first = Files.readAllBytes(model);
        assertRefused(
                Captured.run("ngram", text, "--order", 2, "--out", model),
                1,
                model + " exists already",
                "give --overwrite to replace it");
        assertThat(model).hasBinaryContent(first);
        estimate("word", 3, "--overwrite");
        assertThat(model).hasBinaryContent(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --order 0 --out m.arpa                            | order is 0; it must be from 1 to 16
            --order 17 --out m.arpa                           | order is 17; it must be from 1 to 16
            --order two --out m.arpa                          | --order
            --out m.arpa                                      | --order
            --order 2                                         | --out
            --order 2 --out m.txt                             | its name must end with .arpa
            --order 2 --out m.arpa --units syllable           | syllable
            --order 2 --out m.arpa --units bpe:5              | bpe
            --order 2 --out m.arpa --vocabulary 1             | vocabulary is 1; it must be at least 2
            --order 2 --out m.arpa --valid a --valid-fraction 0.1 | exclude each other
            """)
    void ngram_wrongUsage_isExplained(String options, String message) {
        List<Object> words = new ArrayList<>(List.of("ngram", text));
        words.addAll(List.of(options.split(" ")));
        assertRefused(Captured.run(words.toArray()), 2, message);
    }

    @Test
    void ngram_ofNoText_orIntoNoFolder_isExplained() {
        Path missing = folder.resolve("none.txt");
        assertRefused(Captured.run("ngram", missing, "--order", 2, "--out", model), 1, missing.toString());
        Path elsewhere = folder.resolve("none/m.arpa");
        assertRefused(
                Captured.run("ngram", text, "--order", 2, "--out", elsewhere),
                1,
                "there is no such folder",
                "mkdir -p");
        assertThat(model).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"word", "char", "bpe:280"})
    void everyCommand_takesAnArpaFile(String units) {
        estimate(units, 4);
        Captured.Run generated = ok("generate", model, "--prompt", "the line", "--length", 12, "--greedy");

        assertThat(generated.out()).startsWith("the line of a");
        assertThat(ok("score", model, text).outLines())
                .hasSizeGreaterThan(400)
                .allMatch(line -> line.split("\t").length == 3);
        assertThat(json("eval", model, text, "--reset-lines")).containsEntry("oov", 0);
    }

    @Test
    void describe_saysOrdersCountsAndUnits() {
        estimate("word", 3);

        assertThat(ok("describe", model).outLines())
                .containsSequence(
                        model + ": n-gram model of order 3",
                        "tokens      word, vocabulary 9",
                        "1-grams     10",
                        "2-grams     8",
                        "3-grams     7");
        assertThat(json("describe", model))
                .containsEntry("kind", "n-gram model")
                .containsEntry("units", "word")
                .containsEntry("order", 3)
                .containsEntry("ngrams", List.of(10, 8, 7));
    }

    @Test
    void file_damaged_isRefusedWithItsLine() throws IOException {
        estimate("word", 2);
        Files.writeString(model, Files.readString(model).replace("ngram 2=8", "ngram 2=9"));
        for (String command : List.of("eval", "score")) {
            assertRefused(Captured.run(command, model, text), 1, model + ":", "expected 1 more 2-grams");
        }
        assertRefused(Captured.run("describe", model), 1, model + ":", "expected 1 more 2-grams");
    }

    @Test
    void mixture_withANGramModel_isNoWorseThanItsMembers() {
        Path network = TrainedModel.in(folder, text, "--updates", "30").model();
        estimate("char", 5);
        Path mix = folder.resolve("mix.json");
        Map<String, Object> said = json("mix", network, model, "--tune", heldOut, "--out", mix);
        Map<String, Object> evaluated = json("eval", mix, heldOut);

        assertThat((Double) evaluated.get("loss"))
                .isCloseTo((Double) said.get("loss"), within(1e-9))
                .isLessThanOrEqualTo((Double) json("eval", network, heldOut).get("loss") + 1e-6)
                .isLessThanOrEqualTo((Double) json("eval", model, heldOut).get("loss") + 1e-6);
    }
}
