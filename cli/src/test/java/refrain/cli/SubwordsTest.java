package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.text.BpeTokenizer;

/// A model of subwords through all commands.
class SubwordsTest {
    @TempDir
    private static Path folder;

    @TempDir
    private Path own;

    private static TrainedModel trained;

    @BeforeAll
    static void train() {
        trained = TrainedModel.in(folder, "--units", "bpe:280", "--updates", "60", "--rate", "0.02");
    }

    @Test
    void model_describes_itsUnits() {
        assertThat(Captured.run("describe", trained.model()).out()).contains("tokens      bpe, vocabulary ");
    }

    @Test
    void evaluation_countsCharactersOfTheText() throws IOException {
        Captured.Run run = Captured.run("eval", trained.model(), trained.text(), "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\"characters\":" + Files.readString(trained.text()).length())
                .contains("\"oov\":0,");
    }

    @Test
    void score_tokensJoined_areTheText() throws IOException {
        Path text = Files.writeString(own.resolve("t.txt"), "the song\n\n\nthat returns\n€");
        Captured.Run run = Captured.run("score", trained.model(), text);
        StringBuilder joined = new StringBuilder();
        run.outLines().forEach(line -> joined.append(line.split("\t")[0]));

        assertThat(joined.toString().replace('Ġ', ' ').replace('Ċ', '\n')).startsWith("the song\n\n\nthat returns\n");
        assertThat(run.outLines()).allMatch(line -> line.split("\t").length == 3);
    }

    @Test
    void score_lines_areThoseOfTheText() throws IOException {
        Path text = Files.writeString(own.resolve("t.txt"), "the\n\n\nsong\n");
        List<String> lines = Captured.run("score", trained.model(), text, "--json", "--reset-lines")
                .outLines();

        assertThat(lines.getFirst()).contains("\"line\":1");
        assertThat(lines.getLast()).contains("\"token\":\"Ċ\"").contains("\"line\":4");
    }

    @Test
    void generate_writesText() {
        Captured.Run run = Captured.run("generate", trained.model(), "--prompt", "the line", "--length", "30");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("the line").doesNotContain("Ġ").contains(" ");
    }

    @Test
    void tokenizer_exported_isThatOfTheModel() throws IOException {
        Path json = own.resolve("tokenizer.json");
        Captured.Run run = Captured.run("tokenizer", "export", trained.model(), "--out", json);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(BpeTokenizer.read(json).merges()).isPositive();
        assertThat(Captured.run("tokenizer", "export", trained.model(), "--out", json))
                .matches(again -> again.code() == 1 && again.err().contains("exists already"));
    }

    @Test
    void tokenizer_trained_trainsAModelWithTheSameTokens() throws IOException {
        Path json = own.resolve("tokenizer.json");
        Captured.Run run = Captured.run("tokenizer", "train", trained.text(), "--units", "bpe:270", "--out", json);
        assertThat(run.code()).as(run.err()).isZero();
        TrainedModel model = TrainedModel.in(own, "--tokenizer", json.toString(), "--updates", "2");
        Path exported = own.resolve("exported.json");
        Captured.run("tokenizer", "export", model.model(), "--out", exported);

        assertThat(exported).hasSameBinaryContentAs(json);
    }

    /// What is written must not be among the texts.
    @Test
    void tokenizer_trainedAgain_inAFolderWithItsFile_isTheSame() throws IOException {
        Path texts = Files.createDirectory(own.resolve("texts"));
        Files.copy(trained.text(), texts.resolve("t.txt"));
        Path json = texts.resolve("tokenizer.json");
        for (String option : List.of("--overwrite", "--overwrite")) {
            Captured.Run run = Captured.run("tokenizer", "train", texts, "--units", "bpe:270", "--out", json, option);
            assertThat(run.code()).as(run.err()).isZero();
        }
        Path alone = own.resolve("alone.json");
        Captured.run("tokenizer", "train", trained.text(), "--units", "bpe:270", "--out", alone);

        assertThat(json).hasSameBinaryContentAs(alone);
    }

    @Test
    void tokenizer_intoItsText_isRefused() throws IOException {
        Path text = Files.copy(trained.text(), own.resolve("text.txt"));
        Captured.Run run = Captured.run("tokenizer", "train", text, "--units", "bpe:270", "--out", text, "--overwrite");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(text + ", which is read");
        assertThat(text).hasSameBinaryContentAs(trained.text());
    }

    @Test
    void text_encodedAndDecoded_comesBack() throws IOException {
        Path text = Files.writeString(own.resolve("t.txt"), "the song  that\n\nreturns € 👍\n");
        Path ids = Files.writeString(
                own.resolve("ids"),
                Captured.run("tokenizer", "encode", trained.model(), text).out());

        assertThat(Captured.run("tokenizer", "decode", trained.model(), ids).out())
                .isEqualTo(Files.readString(text));
        assertThat(Captured.run("tokenizer", "encode", trained.model(), text, "--symbols")
                        .out())
                .contains("Ċ");
    }

    @Test
    void id_unknown_isRefusedWithItsLine() throws IOException {
        Path ids = Files.writeString(own.resolve("ids"), "1 2\n3\n99999\n", StandardCharsets.UTF_8);
        Captured.Run run = Captured.run("tokenizer", "decode", trained.model(), ids);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(ids + ":3: \"99999\" is no token; expected a number from 0 to");
    }

    @Test
    void units_tooManyForTheText_isSaid() {
        TrainedModel model = TrainedModel.in(own, "--units", "bpe:5000", "--updates", "1");

        assertThat(model.run().err()).contains("tokens, not 5,000");
    }

    @Test
    void tokenizerFile_ofAnotherKind_isRefusedInTwoLines() throws IOException {
        Path json = Files.writeString(own.resolve("t.json"), "{\"version\":\"1.0\",\"normalizer\":{\"type\":\"NFC\"}}");
        Captured.Run run =
                Captured.run("train", trained.text(), "--tokenizer", json, "--out", own.resolve("m.safetensors"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains(json + ": tokenizer.json: its normalizer is NFC")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "decode"})
    void tokenizer_ofACheckpoint_saysThatItIsOne(String command) throws IOException {
        Path checkpoint = trained.beside(".checkpoint");
        Path ids = Files.writeString(own.resolve("ids.txt"), "1 2 3\n");
        Captured.Run run = command.equals("export")
                ? Captured.run("tokenizer", command, checkpoint, "--out", own.resolve("t.json"))
                : Captured.run("tokenizer", command, checkpoint, ids);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(checkpoint + ": it is the checkpoint of a training run; expected a model");
    }
}
