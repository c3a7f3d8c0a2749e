package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The main job from end to end, in this process.
class CommandsTest {
    @TempDir
    private static Path folder;

    private static TrainedModel trained;

    @BeforeAll
    static void train() {
        trained = TrainedModel.in(folder, "--updates", "400", "--rate", "0.01", "--threads", "2");
    }

    @Test
    void train_good_leavesModelMetricsAndPictureAndNoTokens() throws IOException {
        assertThat(trained.model()).isRegularFile();
        assertThat(trained.beside(".metrics.jsonl")).content().contains("\"validationLoss\"");
        assertThat(trained.beside(".svg")).content().startsWith("<svg").contains("m.safetensors", "validation");
        try (var files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().contains(".tokens"));
        }
    }

    @Test
    void train_json_isOneObjectOnOneLine() {
        assertThat(trained.run().outLines()).hasSize(1);
        Map<String, Object> json = Json.object(trained.run().out());
        assertThat(json).containsEntry("ending", "complete").containsEntry("updates", 400);
        assertThat((Double) json.get("validationLoss")).isLessThan((Double) json.get("firstValidationLoss"));
    }

    @Test
    void train_start_saysWhatWasChosenAndTheHeap() {
        assertThat(trained.run().err())
                .contains("tokens (char) to learn from", "lstm:16", "parameters", "MiB of heap", "kernels", "2 threads")
                .contains("400 updates", "seed 1");
    }

    @Test
    void train_onceMore_isRefusedAndTouchesNothing() throws IOException {
        byte[] before = Files.readAllBytes(trained.model());
        Captured.Run run = Captured.run("train", trained.text(), "--out", trained.model());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("exists already", "--overwrite", "--resume")
                .hasLineCount(2);
        assertThat(trained.model()).hasBinaryContent(before);
    }

    @Test
    void train_resumingAFinishedRun_doesNothing() throws IOException {
        byte[] before = Files.readAllBytes(trained.model());
        Captured.Run run = Captured.run(
                "train",
                trained.text(),
                "--out",
                trained.model(),
                "--layers",
                "lstm:16",
                "--batch",
                "2",
                "--steps",
                "8",
                "--updates",
                "400",
                "--rate",
                "0.01",
                "--resume");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("finished before");
        assertThat(trained.model()).hasBinaryContent(before);
    }

    @Test
    void train_sameSeedOtherThreadsAndKernels_sameBytes(@TempDir Path other) {
        TrainedModel again = TrainedModel.in(
                other, trained.text(), "--updates", "400", "--rate", "0.01", "--threads", "1", "--kernels", "plain");
        assertThat(again.model()).hasSameBinaryContentAs(trained.model());
    }

    @Test
    void eval_json_hasTheNumbersAndTheyAgree() {
        Captured.Run run = Captured.run("eval", trained.model(), trained.text(), "--json");
        assertThat(run.outLines()).hasSize(1);
        Map<String, Object> json = Json.object(run.out());
        double loss = (Double) json.get("loss");
        assertThat(json)
                .containsEntry("tokens", 60 * TrainedModel.LINE.length())
                .containsEntry("oov", 0);
        assertThat((Double) json.get("perplexity")).isCloseTo(Math.exp(loss), within(1e-9));
        assertThat((Double) json.get("bitsPerCharacter")).isCloseTo(loss / Math.log(2), within(1e-9));
        assertThat((Double) json.get("oovRate")).isZero();
        assertThat((Double) json.get("lossWithoutOov")).isEqualTo(loss);
    }

    @Test
    void eval_plain_saysTheSameInWords() {
        Captured.Run run = Captured.run("eval", trained.model(), trained.text());
        assertThat(run.out())
                .contains("nats a token", "perplexity", "bits per character", "scored as <unk>", "carried");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void help_ofACommand_isThatOfItsOption() {
        Captured.Run help = Captured.run("help", "eval");
        assertThat(help.code()).isZero();
        assertThat(help.out()).isEqualTo(Captured.run("eval", "--help").out());
        assertThat(Captured.run("help").out()).isEqualTo(Captured.run("--help").out());
        assertThat(Captured.run("help", "nosuch").code()).isEqualTo(2);
        assertThat(Captured.run("tokenizer", "help", "train").out())
                .isEqualTo(Captured.run("tokenizer", "train", "--help").out());
    }

    @Test
    void train_validatingOnTextItLearnsFrom_isRefused(@TempDir Path folder) throws IOException {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Path book = Files.writeString(texts.resolve("book.txt"), "a line\n".repeat(40));
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), book);
        for (List<Path> pair :
                List.of(List.of(book, book), List.of(texts, book), List.of(book, texts), List.of(book, link))) {
            Captured.Run run = learn(pair.getFirst(), pair.getLast(), folder);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("is of the text to learn from, too", "validate on text that training");
        }
    }

    @Test
    void train_onOneTextTwice_isRefusedWhereItsEndIsToValidateOn(@TempDir Path folder) throws IOException {
        Path book = Files.writeString(folder.resolve("book.txt"), "a line\n".repeat(40));
        Captured.Run run = Captured.run("train", book, book, "--out", folder.resolve("m.safetensors"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("book.txt is given twice", "--valid");
    }

    @Test
    void train_onMostlyUnknownText_saysSo(@TempDir Path folder) throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "XYZ ÄÖÜ\n".repeat(100));
        Captured.Run run = Captured.run(
                "train", other, "--from", trained.model(), "--updates", 1, "--out", folder.resolve("m.safetensors"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("% of the text to learn from is unknown to the vocabulary", "--extend-vocabulary N");
    }

    @Test
    void train_extendingTheVocabulary_knowsTheNewSymbols(@TempDir Path folder) throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "XYZ XY X\n".repeat(100));
        Path model = folder.resolve("m.safetensors");
        Captured.Run run = Captured.run(
                "train", other, "--from", trained.model(), "--extend-vocabulary", 2, "--updates", 1, "--out", model);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(vocabulary(model)).isEqualTo(vocabulary(trained.model()) + 2);
        Path text = Files.writeString(folder.resolve("text.txt"), "XYXY\n");
        assertThat(Captured.run("eval", model, text, "--json").out()).contains("\"oov\":0");
        assertThat(Captured.run("eval", trained.model(), text, "--json").out()).contains("\"oov\":4");
    }

    private static int vocabulary(Path model) {
        Matcher found = Pattern.compile("\"vocabulary\":(\\d+)")
                .matcher(Captured.run("describe", model, "--json").out());
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    @Test
    void train_validatingOnAFileThatAFolderHides_isNot(@TempDir Path folder) throws IOException {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Files.writeString(texts.resolve("book.txt"), "a line\n".repeat(40));
        Path hidden = Files.writeString(texts.resolve(".valid.txt"), "a line\n".repeat(20));
        assertThat(learn(texts, hidden, folder).code()).isZero();
    }

    private static Captured.Run learn(Path text, Path valid, Path folder) {
        Path out = folder.resolve("new.safetensors");
        return Captured.run(
                "train",
                text,
                "--valid",
                valid,
                "--layers",
                "lstm:3",
                "--batch",
                2,
                "--steps",
                4,
                "--updates",
                1,
                "--out",
                out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--layers lstm:3    | --layers is lstm:3, its layers are",
                "--embedding 7      | --embedding is an embedding of 7, its input is",
                "--output adaptive:2 | --output is adaptive:2, its output is softmax",
            })
    void train_fromAModelOfAnotherArchitecture_saysWhatBothHave(String options, String message) {
        List<Object> words = new ArrayList<>(List.of("train", trained.text(), "--from", trained.model()));
        words.addAll(List.of(options.split(" ")));
        words.addAll(List.of("--out", trained.text().resolveSibling("new.safetensors")));
        Captured.Run run = Captured.run(words.toArray());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message).doesNotContain("[");
    }

    @Test
    void eval_resetLines_forgetsAtLineEnds() {
        Captured.Run carried = Captured.run("eval", trained.model(), trained.text(), "--json");
        Captured.Run reset = Captured.run("eval", trained.model(), trained.text(), "--json", "--reset-lines");
        assertThat(Json.object(reset.out())).containsEntry("context", "reset at each line");
        assertThat(Json.object(reset.out()).get("loss"))
                .isNotEqualTo(Json.object(carried.out()).get("loss"));
    }

    @Test
    void score_json_isOneObjectATokenAndSumsToTheLoss() {
        Captured.Run eval = Captured.run("eval", trained.model(), trained.text(), "--json");
        List<Map<String, Object>> scores =
                Captured.run("score", trained.model(), trained.text(), "--json").outLines().stream()
                        .map(Json::object)
                        .toList();
        assertThat(scores).hasSize(60 * TrainedModel.LINE.length());
        assertThat(scores.get(3)).containsEntry("token", " ").containsEntry("position", 3);
        double mean = scores.stream()
                .mapToDouble(score -> (Double) score.get("logProbability"))
                .average()
                .orElseThrow();
        assertThat(-mean).isCloseTo((Double) Json.object(eval.out()).get("loss"), within(1e-6));
    }

    @Test
    void score_plain_hasColumnsAndVisibleNewlines() {
        List<String> lines =
                Captured.run("score", trained.model(), trained.text()).outLines();
        assertThat(lines).hasSize(60 * TrainedModel.LINE.length()).allMatch(line -> line.split("\t").length == 3);
        assertThat(lines.get(TrainedModel.LINE.length() - 1)).startsWith("\\n\t-");
    }

    @Test
    void generate_sameSeed_sameText() {
        Captured.Run first = generate("--seed", "7");
        assertThat(first.code()).isZero();
        assertThat(first.out()).startsWith("the ").hasSizeGreaterThan(40);
        assertThat(generate("--seed", "7").out()).isEqualTo(first.out());
        assertThat(generate("--seed", "8").out()).isNotEqualTo(first.out());
    }

    @Test
    void generate_greedy_goesOnWithTheSong() {
        assertThat(generate("--greedy").out()).startsWith("the line of a song");
    }

    @Test
    void generate_stop_endsBeforeTheString() {
        assertThat(generate("--greedy", "--stop", " song").out()).isEqualTo("the line of a\n");
    }

    @Test
    void generate_countJson_isOneObjectWithDifferentTexts() {
        Captured.Run run = generate("--count", "3", "--temperature", "2", "--json");
        assertThat(run.outLines()).hasSize(1);
        List<?> texts = (List<?>) Json.object(run.out()).get("texts");
        assertThat(texts).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void generate_unknownInThePrompt_isSaid() {
        Captured.Run run = Captured.run("generate", trained.model(), "--prompt", "Ω", "--length", "3");
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Ω");
        assertThat(run.err()).contains("unknown tokens in the prompt: 1");
    }

    @Test
    void describe_plain_hasConfigurationParametersProvenanceAndMemory() {
        String out = Captured.run("describe", trained.model()).out();
        assertThat(out)
                .contains(
                        "lstm:16", "vocabulary", "rnn.weight_hh_l0", "64 × 16", "400 updates, seed 1", "sha256", "KiB")
                .contains("load into one nn.LSTM");
    }

    @Test
    void describe_json_isOneObject() {
        Captured.Run run = Captured.run("describe", trained.model(), "--json");
        assertThat(run.outLines()).hasSize(1);
        assertThat(Json.object(run.out()))
                .containsEntry("units", "char")
                .containsKeys("parameters", "provenance", "memory");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            lstm-peephole:4 | not an nn.LSTM
            lstm-norm:4     | not an nn.LSTM: the gains of layer normalisation
            mogrifier:4:2   | not an nn.LSTM: the Mogrifier's matrices
            lstm:4:3,lstm:4:3 | load into one nn.LSTM(proj_size=3)
            gru:4,gru:4+residual | what layer 1 reads is added to what it gives
            gru:4,gru:4     | load into one nn.GRU
            rnn-relu:4      | nn.RNN(nonlinearity='relu')
            gru:4,lstm:5    | layer k loads into a module of its own
            """)
    void describe_kinds_saysWhatPyTorchCanMakeOfThem(String layers, String expected, @TempDir Path other) {
        TrainedModel model = TrainedModel.in(other, trained.text(), "--updates", "2", "--layers", layers);
        assertThat(Captured.run("describe", model.model()).out()).contains(expected, layers);
    }

    @Test
    void train_words_oneHot_canBeUsed(@TempDir Path other) {
        TrainedModel model = TrainedModel.in(
                other,
                trained.text(),
                "--updates",
                "60",
                "--units",
                "word",
                "--one-hot",
                "--rate",
                "0.02",
                "--min-count",
                "1");
        assertThat(Captured.run("generate", model.model(), "--prompt", "the line", "--greedy", "--length", "5")
                        .out())
                .isEqualTo("the line of a song that returns\n");
        Map<String, Object> json = Json.object(
                Captured.run("eval", model.model(), model.text(), "--json").out());
        assertThat(json).containsEntry("tokens", 60 * 8);
    }

    @Test
    void train_validationFile_isUsed(@TempDir Path other) throws IOException {
        Path valid = Files.writeString(other.resolve("valid.txt"), TrainedModel.LINE.repeat(5));
        TrainedModel model = TrainedModel.in(other, trained.text(), "--updates", "2", "--valid", valid.toString());
        assertThat(model.run().err()).contains("%,d to validate on".formatted(5 * TrainedModel.LINE.length()));
    }

    private static Captured.Run generate(String... options) {
        Object[] words = new Object[6 + options.length];
        Object[] fixed = {"generate", trained.model(), "--prompt", "the", "--length", "60"};
        System.arraycopy(fixed, 0, words, 0, fixed.length);
        System.arraycopy(options, 0, words, fixed.length, options.length);
        return Captured.run(words);
    }
}
