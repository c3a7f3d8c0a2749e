package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad input of every kind ends with code 1 and a line or two that name the file, and leaves nothing behind.
class BadInputTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            missing    | there is no such file or directory
            empty      | empty
            latin1     | :1: byte 0xE9 is not UTF-8
            binary     | looks binary
            gzip       | not a sound gzip file
            one token  | a validation file of its own (--valid)
            folder     | no text
            """)
    void train_badText_isExplained(String kind, String message) throws IOException {
        Path text = text(kind);
        Captured.Run run = Captured.run("train", text, "--out", folder.resolve("m.safetensors"));
        assertExplained(run, text, message);
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> !file.equals(text))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval", "score"})
    void use_badText_isExplained(String command) throws IOException {
        TrainedModel trained = TrainedModel.in(folder, "--updates", "1");
        Path latin1 = text("latin1");
        assertExplained(Captured.run(command, trained.model(), latin1), latin1, "is not UTF-8");
        Path missing = folder.resolve("missing.txt");
        assertExplained(Captured.run(command, trained.model(), missing), missing, "there is no such file");
        Path binary = text("binary");
        assertExplained(Captured.run(command, trained.model(), binary), binary, "looks binary");
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        assertExplained(Captured.run(command, trained.model(), empty), empty, "the text is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval", "score"})
    void use_oneToken_isScored(String command) throws IOException {
        TrainedModel trained = TrainedModel.in(folder, "--updates", "1");
        Captured.Run run = Captured.run(command, trained.model(), text("one token"), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.outLines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval", "score", "generate", "describe"})
    void debug_showsTheStackTraceToo(String command) throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "a line\n");
        boolean reads = command.equals("eval") || command.equals("score");
        Path missing = folder.resolve("missing.safetensors");
        Captured.Run run =
                reads ? Captured.run(command, missing, text, "--debug") : Captured.run(command, missing, "--debug");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("refrain: " + missing).contains("\tat refrain.lm.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval", "score", "generate", "describe"})
    void use_badModel_isExplained(String command) throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "a line\n");
        Path missing = folder.resolve("missing.safetensors");
        assertExplained(use(command, missing, text), missing, "there is no such file");
        Path noModel = Files.writeString(folder.resolve("text.safetensors"), "this is no model at all\n");
        assertExplained(use(command, noModel, text), noModel, "it holds text; a model's name ends in");
        assertExplained(use(command, folder, text), folder, "it is a directory");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 100, 1_000, 4_000})
    void use_truncatedModel_isExplained(int length) throws IOException {
        TrainedModel trained = TrainedModel.in(folder, "--updates", "1");
        byte[] whole = Files.readAllBytes(trained.model());
        assertThat(whole.length).isGreaterThan(length);
        Path cut = folder.resolve("cut.safetensors");
        Files.write(cut, Arrays.copyOf(whole, length));
        assertExplained(Captured.run("generate", cut), cut, "damaged or not a model");
    }

    /// Nothing is deleted or written over that somebody wants to have read.
    @ParameterizedTest
    @CsvSource({
        "train, m.lock, m.safetensors, a file of another kind has that name",
        "train, m.training.tokens, m.safetensors, it has the name of a file that is to be written",
        "train, m.superseded, m.safetensors, it exists already",
        "ngram --order 2, m.arpa.partial, m.arpa, it has the name of a file that is to be written",
        "tokenizer train --units bpe:300, m.json.partial, m.json, it has the name of a file that is to be written"
    })
    void text_withTheNameOfAFileToBeWritten_isRefusedUntouched(String command, String name, String out, String said)
            throws IOException {
        Path text = Files.writeString(folder.resolve(name), "a line\n".repeat(100));
        List<Object> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of(text, "--out", folder.resolve(out)));
        assertExplained(Captured.run(words.toArray()), text, said);
        assertThat(text).hasContent("a line\n".repeat(100));
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m.svg",
                "m.metrics.jsonl",
                "m.safetensors",
                "m.checkpoint",
                "m.training.tokens",
                "m.safetensors.partial"
            })
    void train_whereLinksAre_isRefusedAndWhatTheyLeadToUntouched(String name) throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "a line\n".repeat(100));
        for (String target : List.of("t.txt", "none.txt")) {
            Path link = Files.createSymbolicLink(folder.resolve(name), folder.resolve(target));
            Captured.Run run = Captured.run(
                    "train", text, "--out", folder.resolve("m.safetensors"), "--updates", "1", "--overwrite");
            assertExplained(run, link, "it is a link, and a run writes files of its own");
            assertThat(folder).isDirectoryNotContaining(file -> !file.equals(text) && !file.equals(link));
            Files.delete(link);
        }
        assertThat(text).hasContent("a line\n".repeat(100));
    }

    @Test
    void train_whereTokensOfSomebodyElseAre_isRefusedUntouched() throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "a line\n".repeat(100));
        Path tokens = Files.writeString(folder.resolve("m.validation.tokens"), "my tokens\n");
        assertExplained(
                Captured.run("train", text, "--out", folder.resolve("m.safetensors"), "--updates", "1"),
                tokens,
                "no run has left it");
        assertThat(tokens).hasContent("my tokens");
    }

    /// What is read is not written over, whatever it is read for.
    @Test
    void fileThatIsRead_isNotWrittenOver() throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "a line\n".repeat(100));
        Path model = folder.resolve("m.arpa");
        assertThat(Captured.run("ngram", text, "--order", "2", "--out", model).code())
                .isZero();
        Path recipe = Files.writeString(folder.resolve("m.svg"), "updates = 1\n");
        byte[] before = Files.readAllBytes(model);
        for (Captured.Run run : List.of(
                Captured.run("ngram", text, "--order", "3", "--tokenizer", model, "--out", model, "--overwrite"),
                Captured.run("tokenizer", "export", model, "--out", model, "--overwrite"),
                Captured.run(
                        "train", text, "--tokenizer", recipe, "--out", folder.resolve("m.safetensors"), "--overwrite"),
                Captured.run(
                        "train", text, "--recipe", recipe, "--out", folder.resolve("m.safetensors"), "--overwrite"))) {
            assertThat(run.code()).isNotZero();
            assertThat(run.err()).containsAnyOf("; choose another --out", "which is read");
        }
        assertThat(model).hasBinaryContent(before);
        assertThat(recipe).hasContent("updates = 1");
    }

    @ParameterizedTest
    @CsvSource({"demo.svg, no demo has left it", "shakespeare.txt, it is not the sample"})
    void demo_whereSomethingElseIs_isRefusedUntouched(String name, String said) throws IOException {
        Path there = Files.writeString(folder.resolve(name), "my own\n");
        assertExplained(Captured.run("demo", "--minutes", "0.02", "--folder", folder), there, said);
        assertThat(there).hasContent("my own");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(there));
    }

    @Test
    void ngram_intoAFolderThatDoesNotTakeTheName_isExplainedBeforeTheWork() throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "a line\n".repeat(100));
        Path out = folder.resolve("m".repeat(245) + ".arpa");
        assertExplained(Captured.run("ngram", text, "--order", "2", "--out", out), out, "it cannot be written");
    }

    @Test
    void train_folderMissing_isExplained() throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "a line\n".repeat(100));
        Path missing = folder.resolve("no/such");
        assertExplained(
                Captured.run("train", text, "--out", missing.resolve("m.safetensors")),
                missing,
                "there is no such folder");
    }

    @Test
    void train_fewerTokensThanStreams_isExplained() throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "a line\n".repeat(10));
        Captured.Run run = Captured.run(
                "train", text, "--out", folder.resolve("m.safetensors"), "--batch", "100", "--updates", "1");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("try: fewer streams (--batch) or more text")
                .doesNotContain("\tat ");
    }

    /// What is wrong shows when the text is known, or the network is made: that is no defect.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --output adaptive:5000 --layers lstm:64     | the last cut-off of the adaptive output is 5000
            --average from:500 --updates 5              | there would be nothing to average
            --schedule slanted --minutes 1              | schedule slanted:0.1:32.0 in a run limited by minutes
            --schedule cosine:3 --minutes 1             | the warm-up measures the speed
            --schedule cosine:3 --patience 2            | needs to know the number of updates
            --freeze layer:7 --updates 1                | freeze is layer:7, which is no part of this network
            --unfreeze-epochs 9 --epochs 1              | choose a longer run or a smaller unfreeze-epochs
            --random-steps --epochs 2000000000          | random steps are counted one by one
            --rate 1e30 --optimizer sgd --updates 9     | training has diverged
            """)
    void train_settingsThatDoNotFitTheText_areExplained(String options, String message) throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "a line\n".repeat(100));
        List<Object> words = new ArrayList<>(List.of("train", text, "--out", folder.resolve("m.safetensors")));
        words.addAll(List.of("--batch", "2", "--steps", "8"));
        words.addAll(List.of(options.split(" ")));
        Captured.Run run = Captured.run(words.toArray());
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains(message).doesNotContain("defect", "\tat ");
    }

    @Test
    void demo_withoutEnd_isWrongUsage() {
        Captured.Run run = Captured.run("demo", "--minutes", "Infinity", "--folder", folder.resolve("demo"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("the run has no end").doesNotContain("defect");
        assertThat(folder.resolve("demo")).doesNotExist();
    }

    @Test
    void tokenizer_intoTheRoot_isExplained() throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "a line\n".repeat(100));
        Captured.Run run = Captured.run("tokenizer", "train", text, "--out", folder.getRoot());
        assertThat(run.code()).isPositive();
        assertThat(run.err()).contains(folder.getRoot().toString()).doesNotContain("defect");
    }

    @Test
    void train_extendingPieces_isExplained() throws IOException {
        TrainedModel trained = TrainedModel.in(folder, "--updates", "1", "--units", "bpe:270");
        Captured.Run run = Captured.run(
                "train",
                trained.text(),
                "--from",
                trained.model(),
                "--extend-vocabulary",
                "9",
                "--out",
                folder.resolve("more.safetensors"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("writes any text and cannot be extended by 9")
                .doesNotContain("defect");
    }

    @Test
    void train_otherSettingsOnResume_isExplained() {
        TrainedModel trained = TrainedModel.in(folder, "--updates", "3");
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
                "9",
                "--rate",
                "0.5",
                "--resume");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("rate").doesNotContain("\tat ");
    }

    private static Captured.Run use(String command, Path model, Path text) {
        boolean reads = command.equals("eval") || command.equals("score");
        return reads ? Captured.run(command, model, text) : Captured.run(command, model);
    }

    private static void assertExplained(Captured.Run run, Path where, String message) {
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("refrain: ")
                .contains(where.toString(), message)
                .doesNotContain("\tat ");
        assertThat(run.errLines()).hasSizeLessThanOrEqualTo(2);
    }

    private Path text(String kind) throws IOException {
        Path file = folder.resolve(kind.equals("gzip") ? "t.txt.gz" : "bad.txt");
        return switch (kind) {
            case "missing" -> file;
            case "empty" -> Files.createFile(file);
            case "latin1" -> Files.write(file, "caf\u00e9 au lait\n".repeat(9).getBytes(StandardCharsets.ISO_8859_1));
            case "binary" -> Files.write(file, new byte[] {0, 1, 2, 3, 0, 0, 0, 9});
            case "gzip" -> Files.writeString(file, "no gzip at all");
            case "one token" -> Files.writeString(file, "a");
            case "folder" -> Files.createDirectory(file);
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
