package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that are repeated, or gone on with, through the command.
class ResumptionTest {
    private static final Pattern REPEATED = Pattern.compile("--updates (\\d+) --schedule (\\S+) in place of --minutes");

    @TempDir
    private Path folder;

    private Path text;

    @BeforeEach
    void writeText() throws IOException {
        text = Files.writeString(
                Files.createDirectory(folder.resolve("texts")).resolve("song.txt"), TrainedModel.LINE.repeat(60));
    }

    @Test
    void timedRun_repeatedAsItSaid_givesTheSameBytes() {
        Captured.Run timed = train(text, "timed", "--minutes", "0.03");
        assertThat(timed.code()).as(timed.err()).isZero();
        Matcher said = REPEATED.matcher(timed.err());
        assertThat(said.find()).as(timed.err()).isTrue();
        Captured.Run again = train(text, "again", "--updates", said.group(1), "--schedule", said.group(2));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(model("again")).hasSameBinaryContentAs(model("timed"));
    }

    /// The schedule chosen at the beginning stays, though another would be chosen for the later limit.
    @Test
    void runThatEndedEarly_isGivenALaterLimitWithoutASchedule() {
        Captured.Run early = train(text, "m", "--updates", "400", "--target-loss", "3");
        assertThat(early.code()).as(early.err()).isZero();
        assertThat(early.err()).contains("trapezoid:40:0.3").doesNotContain("complete at");
        Captured.Run later = train(text, "m", "--updates", "700", "--resume");
        assertThat(later.code()).as(later.err()).isZero();
        assertThat(later.err()).contains("trapezoid:40:0.3", "complete at update 700");
        assertThat(train(text, "whole", "--updates", "700", "--schedule", "trapezoid:40:0.3")
                        .code())
                .isZero();
        assertThat(model("m")).hasSameBinaryContentAs(model("whole"));
    }

    @Test
    void finishedRun_resumed_isSaidWithoutEncodingTheText() throws IOException {
        assertThat(train(text, "m", "--updates", "20").code()).isZero();
        byte[] checkpoint = Files.readAllBytes(folder.resolve("texts/m.checkpoint"));
        Path foreign = Files.writeString(folder.resolve("texts/m.training.tokens"), "notes of somebody");
        Path folderOfThatName = Files.createDirectory(folder.resolve("texts/m.validation.tokens"));
        Captured.Run run = train(text, "m", "--updates", "20", "--resume", "--json");
        assertThat(foreign).hasContent("notes of somebody");
        assertThat(folderOfThatName).isDirectory();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("finished before", "there are ")
                .doesNotContain("tokens (char) to learn from", "wrote ");
        assertThat(Json.object(run.out())).containsEntry("ending", "already-finished");
        assertThat(folder.resolve("texts/m.checkpoint")).hasBinaryContent(checkpoint);
    }

    @Test
    void finishedRun_resumedWithAnotherTextOrConfiguration_isRefused() throws IOException {
        assertThat(train(text, "m", "--updates", "20").code()).isZero();
        Captured.Run configured = train(text, "m", "--updates", "20", "--resume", "--rate", "0.5");
        assertThat(configured.code()).isEqualTo(1);
        assertThat(configured.err())
                .contains("rate is ", ", or start anew (--overwrite)")
                .doesNotContain("to learn from");
        Files.writeString(text, TrainedModel.LINE.repeat(61));
        Captured.Run written = train(text, "m", "--updates", "20", "--resume");
        assertThat(written.code()).isEqualTo(1);
        assertThat(written.err()).contains("training text is ").doesNotContain("to learn from");
    }

    @Test
    void finishedRun_resumedWithoutItsModel_isRefusedWithoutEncodingTheText() throws IOException {
        assertThat(train(text, "m", "--epochs", "1").code()).isZero();
        Files.delete(model("m"));
        Captured.Run run = train(text, "m", "--epochs", "1", "--resume");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("it is not the model that the run had made", "or start anew (--overwrite)")
                .doesNotContain("to learn from");
    }

    @Test
    void earlierStop_isRefused() {
        assertThat(train(text, "m", "--updates", "20", "--schedule", "constant").code())
                .isZero();
        Captured.Run run = train(text, "m", "--updates", "10", "--schedule", "constant", "--resume");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("20 updates are done; this run is to end after 10", "or start anew (--overwrite)");
    }

    /// That the schedule would have ended elsewhere goes without saying.
    @Test
    void earlierStop_alongAScheduleWithAnEnd_isRefusedInPlainWords() {
        assertThat(train(text, "m", "--updates", "20").code()).isZero();
        Captured.Run run = train(text, "m", "--updates", "10", "--resume");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("20 updates are done; this run is to end after 10")
                .doesNotContain("the schedule's end", "it is of another run");
    }

    @Test
    void checkpointOfAnotherVersion_isRefused() throws IOException {
        assertThat(train(text, "m", "--updates", "20").code()).isZero();
        Path checkpoint = folder.resolve("texts/m.checkpoint");
        String content = Files.readString(checkpoint, StandardCharsets.ISO_8859_1);
        Files.writeString(
                checkpoint,
                content.replaceFirst("refrain checkpoint \\d", "refrain checkpoint 1"),
                StandardCharsets.ISO_8859_1);
        Captured.Run run = train(text, "m", "--updates", "40", "--resume");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("it is of another version", "or start anew (--overwrite)")
                .doesNotContain("to learn from");
    }

    /// The model, its checkpoint and the rest lie among the texts.
    @Test
    void folderThatHoldsTheRunsFiles_isResumedAndTheyAreNotRead() throws IOException {
        assertThat(train(text.resolveSibling("."), "m", "--updates", "20", "--schedule", "constant")
                        .code())
                .isZero();
        Files.writeString(folder.resolve("texts/m.checkpoint.partial"), "half a checkpoint");
        Captured.Run run =
                train(text.resolveSibling("."), "m", "--updates", "40", "--schedule", "constant", "--resume");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).containsOnlyOnce("not read as text: the run writes it");
        assertThat(train(text, "whole", "--updates", "40", "--schedule", "constant")
                        .code())
                .isZero();
        assertThat(model("m")).hasSameBinaryContentAs(model("whole"));
    }

    @Test
    void secondProcessOfTheSameModel_isRefused_andAKilledOneBlocksNobody() throws Exception {
        List<String> words = words(text, "m", "--updates", "1000000");
        try (CommandProcess first = CommandProcess.start(folder, List.of(), words.toArray(String[]::new))) {
            first.awaitOnError("tokens/s");
            for (String how : List.of("--overwrite", "--resume", "--json")) {
                Captured.Run second = train(text, "m", "--updates", "20", how);
                assertThat(second.code()).isEqualTo(1);
                assertThat(second.err())
                        .contains("m.safetensors: another run is writing it: process ")
                        .hasLineCount(2);
            }
            first.kill();
        }
        assertThat(folder.resolve("texts/m.lock")).exists();
        assertThat(train(text, "m", "--updates", "20", "--overwrite").code()).isZero();
        assertThat(folder.resolve("texts/m.lock")).doesNotExist();
    }

    /// What is refused only after the texts were encoded leaves none of them.
    @ParameterizedTest
    @ValueSource(strings = {"--freeze *", "--layer-rate-decay 1e308"})
    void refusedRun_leavesNothing(String options) throws IOException {
        Captured.Run run = train(text, "m", ("--updates 20 " + options).split(" "));

        assertThat(run.code()).as(run.err()).isEqualTo(1);
        try (Stream<Path> files = Files.list(text.getParent())) {
            assertThat(files).containsExactly(text);
        }
    }

    @Test
    void model_withoutACheckpoint_isNotSaidToGoOn() throws IOException {
        assertThat(train(text, "m", "--updates", "20").code()).isZero();
        Files.delete(model("m").resolveSibling("m.checkpoint"));
        byte[] model = Files.readAllBytes(model("m"));
        for (String[] options : new String[][] {{"--updates", "40"}, {"--updates", "40", "--resume"}}) {
            Captured.Run run = train(text, "m", options);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .contains("m.safetensors: it exists already", "replace it (--overwrite) or choose another name")
                    .doesNotContain("--resume", "network");
        }
        assertThat(model("m")).hasBinaryContent(model);
    }

    private Captured.Run train(Path texts, String name, String... options) {
        return Captured.run(words(texts, name, options).toArray());
    }

    private List<String> words(Path texts, String name, String... options) {
        List<String> words = new ArrayList<>(
                List.of("train", texts.toString(), "--out", model(name).toString()));
        words.addAll(List.of("--layers", "lstm:16", "--batch", "2", "--steps", "8", "--threads", "1"));
        words.addAll(List.of(options));
        return words;
    }

    private Path model(String name) {
        return folder.resolve("texts").resolve(name + ".safetensors");
    }
}
