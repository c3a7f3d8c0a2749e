package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.lm.mixture.MixtureFile;
import refrain.lm.mixture.MixtureKind;

/// The heap that the command asks for, given to a process of its own.
class HeapTest {
    private static final Pattern ADVICE = Pattern.compile("REFRAIN_JAVA_OPTIONS=(-Xmx\\d+m)");

    /// The launcher's.
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:NewRatio=8",
            "-XX:ObjectAlignmentInBytes=64",
            "--add-modules",
            "jdk.incubator.vector");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            300000 | --units word --embedding 4 --layers lstm:4
            300000 | --units word --embedding 40 --layers gru:20 --dropout 0.5
            20000  | --units word --one-hot --layers lstm:64
            50     | --layers lstm:1100 --drop-connect 0.5 --optimizer sgd
            50     | --layers lstm:64,lstm:64,lstm:64 --batch 100 --steps 200 --dropout 0.3
            """)
    void train_withTheHeapItAsksFor_trains(int words, String options) throws Exception {
        writeText(words);
        Captured.Run refused = train("-Xmx130m", options);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("this run needs about ", " MiB of heap", "or a smaller --batch, --steps or --layers")
                .doesNotContain("\tat ");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("tokens"));
        }

        Captured.Run trained = train(advised(refused), options);
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    @Test
    void use_heapTooSmall_isSaidBeforeTheModelIsRead() throws Exception {
        writeText(50);
        Captured.Run made = train("-Xmx500m", "--layers lstm:1000");
        assertThat(made.code()).as(made.err()).isZero();

        Captured.Run refused =
                CommandProcess.run(folder, with("-Xmx40m"), "generate", "m.safetensors", "--length", "3");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("refrain: m.safetensors: this model needs about ")
                .doesNotContain("\tat ");
        Files.writeString(folder.resolve("short.txt"), "w1 w2 w3\n");
        assertThat(CommandProcess.run(folder, with(advised(refused)), "generate", "m.safetensors", "--length", "3")
                        .code())
                .isZero();
        assertThat(CommandProcess.run(folder, with(advised(refused)), "eval", "m.safetensors", "short.txt")
                        .code())
                .isZero();
    }

    @Test
    void ngram_withTheHeapItAsksFor_estimatesAndIsRead() throws Exception {
        writeText(200_000);
        String[] line = {"ngram", "text.txt", "--units", "word", "--order", "5", "--out", "m.arpa"};
        Captured.Run refused = CommandProcess.run(folder, with("-Xmx120m"), line);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("counting n-grams of this text needs about ", " MiB of heap", "or a smaller --order")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("m.arpa")).doesNotExist();
        Captured.Run estimated = CommandProcess.run(folder, with(advised(refused)), line);
        assertThat(estimated.code()).as(estimated.err()).isZero();

        Captured.Run notRead = CommandProcess.run(folder, with("-Xmx60m"), "describe", "m.arpa");
        assertThat(notRead.err())
                .contains("refrain: m.arpa: this model needs about ")
                .doesNotContain("\tat ");
        assertThat(CommandProcess.run(folder, with(advised(notRead)), "describe", "m.arpa")
                        .code())
                .isZero();
    }

    /// What is enough for one model is not for what is done with it, or with two; what is then asked for is.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eval a.safetensors s.txt --adapt dynamic --adapt-statistics s.txt        | gradient statistics needs
            eval a.safetensors s.txt --adapt cache --cache-size 9000                 | or a smaller --cache-size
            tune-adapt a.safetensors s.txt --adapt dynamic --out d.json --tokens 300 | gradient statistics needs
            tune-adapt a.safetensors s.txt --adapt cache --out c.json --tokens 300   | or fewer --tokens
            mix a.safetensors b.safetensors --tune s.txt --out n.json                | mixing these models needs
            generate m.json --length 3                                               | m.json: this model needs
            """)
    void models_withTheHeapThatIsAskedFor_areUsed(String command, String refusal) throws Exception {
        Files.writeString(folder.resolve("s.txt"), "w1 w2 w3\n".repeat(60));
        Path a = TrainedModel.in(folder, folder.resolve("s.txt"), "--updates", "1", "--layers", "lstm:1000")
                .model();
        Files.move(a, folder.resolve("a.safetensors"));
        Files.copy(folder.resolve("a.safetensors"), folder.resolve("b.safetensors"));
        List<Path> both = List.of(folder.resolve("a.safetensors"), folder.resolve("b.safetensors"));
        MixtureFile.write(
                folder.resolve("m.json"), MixtureKind.LINEAR, both, MixtureFile.digests(both), new double[] {0.5, 0.5});
        String[] words = (command + " --threads 1").split(" ");
        Captured.Run one = CommandProcess.run(folder, with("-Xmx40m"), "generate", "a.safetensors", "--threads", "1");

        Captured.Run refused = CommandProcess.run(folder, with(advised(one)), words);
        assertThat(refused.code()).as(refused.err()).isEqualTo(1);
        assertThat(refused.err()).contains(refusal).doesNotContain("\tat ");
        Captured.Run done = CommandProcess.run(folder, with(advised(refused)), words);
        assertThat(done.code()).as(done.err()).isZero();
    }

    /// Texts lie on the disk until the heap has been looked at.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mix a.safetensors b.safetensors --tune long.txt --out m.json                | --tune
            tune-adapt a.safetensors long.txt --adapt cache --tokens 1000000 --out c.json | fewer --tokens
            """)
    void longText_isRefusedBeforeItIsRead(String command, String advice) throws Exception {
        Path text = Files.writeString(folder.resolve("s.txt"), "w1 w2 w3\n".repeat(60));
        Path a = TrainedModel.in(folder, text, "--updates", "1").model();
        Files.move(a, folder.resolve("a.safetensors"));
        Files.copy(folder.resolve("a.safetensors"), folder.resolve("b.safetensors"));
        Files.writeString(folder.resolve("long.txt"), "w1 w2 w3\n".repeat(800_000));

        Captured.Run refused = CommandProcess.run(folder, with("-Xmx100m"), command.split(" "));
        assertThat(refused.code()).as(refused.err()).isEqualTo(1);
        assertThat(refused.err()).contains(" MiB of heap", advice).doesNotContain("\tat ");
    }

    private static String advised(Captured.Run refused) {
        Matcher advice = ADVICE.matcher(refused.err());
        assertThat(advice.find()).as(refused.err()).isTrue();
        return advice.group(1);
    }

    private void writeText(int words) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append('w').append(i).append(i % 10 == 9 ? '\n' : ' ');
        }
        text.append("\nw1 w2 w3\n".repeat(2_000));
        Files.writeString(folder.resolve("text.txt"), text);
    }

    private Captured.Run train(String heap, String options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("train", "text.txt", "--out", "m.safetensors"));
        line.addAll(List.of("--updates", "1", "--valid-fraction", "0.01", "--threads", "1"));
        line.addAll(List.of(options.split(" ")));
        if (!line.contains("--batch")) {
            line.addAll(List.of("--batch", "4", "--steps", "8"));
        }
        return CommandProcess.run(folder, with(heap), line.toArray(String[]::new));
    }

    private static List<String> with(String heap) {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add(heap);
        return options;
    }
}
