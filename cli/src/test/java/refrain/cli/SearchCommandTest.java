package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The search for settings, through the command.
class SearchCommandTest {
    private static final Pattern ALONE = Pattern.compile("the same model by itself:  refrain (.+)");
    private static final Pattern REPEATED =
            Pattern.compile("(--search-updates \\d+ --search-trials \\d+) in place of --search");

    @TempDir
    private Path folder;

    private Path text;

    @BeforeEach
    void writeText() throws IOException {
        text = Files.writeString(folder.resolve("song.txt"), TrainedModel.LINE.repeat(60));
    }

    private Captured.Run search(String name, String options) {
        List<Object> words = new ArrayList<>(List.of("train", text, "--out", model(name)));
        words.addAll(List.of("--batch", "2", "--steps", "8", "--threads", "1"));
        words.addAll(List.of(options.split(" ")));
        return Captured.run(words.toArray());
    }

    private Path model(String name) {
        return folder.resolve(name + ".safetensors");
    }

    private static String found(Pattern pattern, Captured.Run run) {
        Matcher matcher = pattern.matcher(run.err());
        assertThat(matcher.find()).as(run.err()).isTrue();
        return matcher.group(1);
    }

    @Test
    void winner_trainedAloneByTheCommandThatIsPrinted_isTheSameModel() throws IOException {
        Captured.Run run = search("m", "--search-updates 45 --search-trials 9 --seed 3 --json");
        assertThat(run.code()).as(run.err()).isZero();
        String alone = found(ALONE, run);
        assertThat(alone).doesNotContain("--search");
        Captured.Run again = Captured.run((Object[]) alone.split(" "));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(model("m")).hasSameBinaryContentAs(model("m-alone"));
        assertThat(Json.object(run.out()))
                .containsEntry("finished", true)
                .containsEntry("updates", 45)
                .containsEntry("trials", 9)
                .containsEntry("searchStopped", false);
    }

    @Test
    void table_hasEveryTrial_alsoInAFile() throws IOException {
        Captured.Run run = search("m", "--search-updates 45 --search-trials 9 --rate 0.01");
        assertThat(run.errLines())
                .contains("search    varies dropout, layers, weight-decay; the rest stays as it is")
                .contains("search    9 trials: 9 to update 5, 3 to update 15, 1 to update 45; 105 updates in all")
                .contains("rung 3    1 trial to update 45")
                .anyMatch(line -> line.contains("(as given)"));
        List<String> lines = Files.readAllLines(folder.resolve("m.search.jsonl"));
        assertThat(lines).hasSize(9);
        Map<String, Object> first = Json.object(lines.getFirst());
        assertThat(first).containsEntry("fate", "won").containsEntry("updates", 45);
        assertThat(first.get("options").toString()).doesNotContain("--rate");
        int table = run.errLines().indexOf("trial   updates      loss  perplexity  fate         options");
        assertThat(run.errLines().subList(table + 1, table + 10)).allMatch(line -> line.matches(" +\\d+ +\\d+ .*"));
    }

    @Test
    void everyTrialDiverged_isSaidWithTheOption() {
        Captured.Run run = search("m", "--search-updates 9 --search-trials 2 --rate 1e30 --optimizer sgd");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("training diverged in every trial; there is no model", "try: a smaller --rate");
    }

    @Test
    void files_areThoseOfOneRun() throws IOException {
        assertThat(search("m", "--search-updates 9 --search-trials 3").code()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("m.safetensors", "m.checkpoint", "m.metrics.jsonl", "m.svg", "m.search.jsonl", "song.txt")
                    .noneMatch(name -> name.startsWith(".") || name.endsWith(".tokens") || name.endsWith(".lock"));
        }
    }

    @Test
    void searchOfMinutes_repeatedAsItSaid_givesTheSameBytes() throws IOException {
        Captured.Run timed = search("timed", "--search 0.03 --search-trials 3 --layers lstm:16");
        assertThat(timed.code()).as(timed.err()).isZero();
        Captured.Run again = search("again", found(REPEATED, timed) + " --layers lstm:16");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(model("again")).hasSameBinaryContentAs(model("timed"));
    }

    @Test
    void recipe_isFixed_andStaysInTheCommandThatIsPrinted() throws IOException {
        Path recipe = Files.writeString(folder.resolve("r.toml"), "layers = \"lstm:16\"\ndropout = 0.1\n");
        Captured.Run run = search("m", "--search-updates 9 --search-trials 3 --recipe " + recipe);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("search    varies rate, weight-decay;");
        String alone = found(ALONE, run);
        assertThat(Arrays.asList(alone.split(" "))).contains("--recipe", recipe.toString());
        assertThat(Captured.run((Object[]) alone.split(" ")).code()).isZero();
        assertThat(model("m")).hasSameBinaryContentAs(model("m-alone"));
    }

    @Test
    void recipe_withAnEnd_isNamedWithItsLine() throws IOException {
        Path recipe = Files.writeString(folder.resolve("r.toml"), "batch = 2\nepochs = 3\n");
        Captured.Run run =
                Captured.run("train", text, "--out", model("m"), "--search-updates", "9", "--recipe", recipe);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("refrain: " + recipe + ":2:1: a search begins its runs and ends them by itself;"
                        + " leave --epochs out");
    }

    @Test
    void existingModel_isRefusedUnlessToBeReplaced() throws IOException {
        Files.writeString(model("m"), "an earlier model");
        Captured.Run refused = search("m", "--search-updates 9 --search-trials 3");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("exists already");
        Captured.Run replaced = search("m", "--search-updates 9 --search-trials 3 --overwrite");
        assertThat(replaced.code()).as(replaced.err()).isZero();
        assertThat(found(ALONE, replaced)).doesNotContain("--overwrite");
        assertThat(Files.size(model("m"))).isGreaterThan(100);
    }

    @Test
    void tiedWeights_areTriedWithWords() throws IOException {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            words.append("w").append(i * 7 % 1_500).append(i % 9 == 8 ? '\n' : ' ');
        }
        Files.writeString(text, words);
        Captured.Run run = search("m", "--units word --search-updates 3 --search-trials 3 --layers gru:8 --rate 0.01");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("search    varies dropout, tied, weight-decay;");
    }

    @Test
    void search_withoutTimeToTell_isRefusedWithTheTimeItNeeds() throws IOException {
        Captured.Run run = search("m", "--search 0.00001 --layers lstm:16");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("--search 1.0E-5 is too short: an update takes ")
                .containsPattern("at least \\d+\\.\\d minutes");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(text);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --search 0                           | search is 0.0; it must be greater than 0
            --search NaN                         | search is NaN; it must be greater than 0
            --search soon                        | 'soon' is not a number
            --search-updates 0                   | updates is 0; it must be at least 1
            --search-trials 9                    | --search-trials 9 needs --search or --search-updates
            --search 1 --search-trials 1         | trials is 1; it must be from 2 to 729
            --search 1 --search-updates 9        | --search and --search-updates exclude each other
            --search 1 --epochs 3                | leave --epochs out
            --search 1 --minutes 3               | leave --minutes out
            --search 1 --patience 3              | leave --patience out
            --search 1 --resume                  | leave --resume out
            --search 1 --rate 1 --dropout 0 --layers gru:8 --weight-decay 0 --one-hot | all that a search varies is given
            """)
    void options_thatDoNotGoTogether_areRefusedBeforeWork(String options, String message) throws IOException {
        Captured.Run run = search("m", options);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message).endsWith("  try: refrain train --help\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(text);
        }
    }
}
