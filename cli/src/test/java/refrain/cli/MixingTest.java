package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.lm.adapt.Adaptation;
import refrain.lm.mixture.MixtureFile;
import refrain.lm.mixture.MixtureKind;

/// Mixtures and adaptation from the command line, on two small models of one text.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MixingTest {
    private Path folder = Path.of("");
    private Path text = Path.of("");
    private Path heldOut = Path.of("");
    private Path lstm = Path.of("");
    private Path gru = Path.of("");

    @BeforeAll
    void train(@TempDir Path shared) throws IOException {
        folder = shared;
        TrainedModel first =
                TrainedModel.in(folder, "--updates", "40", "--rate", "0.002"); // adapting is to gain something
        text = first.text();
        lstm = Files.move(first.model(), folder.resolve("lstm.safetensors"));
        gru = Files.move(
                TrainedModel.in(folder, text, "--updates", "10", "--layers", "gru:7", "--overwrite")
                        .model(),
                folder.resolve("gru.safetensors"));
        heldOut = Files.writeString(folder.resolve("held-out.txt"), "a song of the line\nthat returns\n".repeat(9));
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

    private Path mixed(String kind) {
        Path mix = folder.resolve(kind + ".json");
        ok("mix", lstm, gru, "--tune", heldOut, "--out", mix, "--kind", kind, "--overwrite");
        return mix;
    }

    /// Work is not begun for a file that cannot be written, and no model is lost.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mix        | there.json       | there.json exists already
            mix        | none/m.json      | there is no such folder
            mix        | lstm.safetensors | a mixture is a file whose name ends in .json
            tune-adapt | there.json       | there.json exists already
            tune-adapt | none/m.json      | there is no such folder
            tune-adapt | lstm.safetensors | its name must end with .json
            """)
    void out_thatIsTakenOrWrong_isRefusedBeforeTheWork(String command, String out, String message) throws IOException {
        Path there = Files.writeString(folder.resolve("there.json"), "precious");
        byte[] model = Files.readAllBytes(lstm);
        List<Object> words = command.equals("mix")
                ? List.of("mix", lstm, gru, "--tune", heldOut, "--out", folder.resolve(out))
                : List.of("tune-adapt", lstm, heldOut, "--adapt", "cache", "--out", folder.resolve(out));
        Captured.Run run = Captured.run(words.toArray());

        assertThat(run.code()).isPositive();
        assertThat(run.err()).contains(message);
        assertThat(there).hasContent("precious");
        assertThat(Files.readAllBytes(lstm)).isEqualTo(model);
    }

    @Test
    void tuneAdapt_intoAFileThatItReads_isRefused() throws IOException {
        Path mix = UnigramMixture.of(folder, lstm, heldOut);
        byte[] before = Files.readAllBytes(mix);
        assertRefused(
                Captured.run("tune-adapt", mix, heldOut, "--adapt", "cache", "--out", mix, "--overwrite"),
                1,
                mix + ", which is read",
                "write to a file of its own");
        assertThat(mix).hasBinaryContent(before);
    }

    @Test
    void cache_largerThanAnyMayBe_isRefused() {
        Captured.Run run = Captured.run("eval", lstm, heldOut, "--adapt", "cache", "--cache-size", 1_000_000_000);

        assertThat(run.code()).isPositive();
        assertThat(run.err())
                .contains("cache-size is 1000000000; it must be from 1 to")
                .doesNotContain("defect");
    }

    private static double loss(Map<String, Object> json) {
        return (Double) json.get("loss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "log-linear"})
    void mix_isWhatEvalThenSays(String kind) {
        Path mix = folder.resolve("mix-" + kind + ".json");
        Map<String, Object> said = json("mix", lstm, gru, "--tune", heldOut, "--out", mix, "--kind", kind);
        double mixture = loss(json("eval", mix, heldOut));

        assertThat(loss(said)).isCloseTo(mixture, within(1e-9));
        assertThat(mixture)
                .isLessThanOrEqualTo(loss(json("eval", lstm, heldOut)) + 1e-6)
                .isLessThanOrEqualTo(loss(json("eval", gru, heldOut)) + 1e-6);
        assertThat(said).containsEntry("kind", kind);
        assertThat((List<?>) said.get("members")).hasSize(2);
    }

    @Test
    void mix_printsMembersWeightsAndTheMixture() {
        Path mix = folder.resolve("printed.json");
        List<String> lines =
                ok("mix", lstm, gru, "--tune", heldOut, "--out", mix).outLines();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).isEqualTo("weight  perplexity  model");
        assertThat(lines.get(1)).matches("[01]\\.\\d{4} +[\\d,]+\\.\\d{3}  .*lstm\\.safetensors");
        assertThat(lines.get(3)).matches(" +[\\d,]+\\.\\d{3}  .*printed\\.json");
        assertThat(lines.get(4)).startsWith("linear, tuned on ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "log-linear"})
    void everyCommand_takesAMixture(String kind) {
        Path mix = mixed(kind);
        assertThat(ok("score", mix, heldOut).outLines()).hasSizeGreaterThan(100);
        assertThat(ok("generate", mix, "--prompt", "the ", "--length", "9", "--seed", "3")
                        .out())
                .startsWith("the ");
        assertThat(ok("describe", mix).out())
                .contains(kind + " mixture of 2 models", "lstm.safetensors (SHA-256 ", "gru.safetensors");
        assertThat(json("describe", mix)).containsEntry("kind", "mixture").containsEntry("mixture", kind);
    }

    private static void assertRefused(Captured.Run run, int code, String... parts) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(parts).doesNotContain("defect");
    }

    @Test
    void mix_wrongUsage_isExplained() {
        Path mix = folder.resolve("refused.json");
        assertRefused(
                Captured.run("mix", lstm, "--tune", heldOut, "--out", mix), 2, "two models or more; there is one");
        assertRefused(
                Captured.run("mix", lstm, gru, "--tune", heldOut, "--out", folder.resolve("m.txt")),
                2,
                "a mixture is a file whose name ends in .json");
        assertRefused(
                Captured.run("mix", lstm, gru, "--tune", heldOut, "--out", mix, "--kind", "mean"),
                2,
                "expected linear or log-linear");
        assertThat(mix).doesNotExist();
    }

    @Test
    void mix_ofOtherVocabularies_isRefusedWithExamples(@TempDir Path elsewhere) throws IOException {
        Path words = Files.writeString(elsewhere.resolve("w.txt"), "xyz song\n".repeat(90));
        Path other = TrainedModel.in(elsewhere, words, "--updates", "1").model();
        assertRefused(
                Captured.run("mix", lstm, other, "--tune", heldOut, "--out", elsewhere.resolve("m.json")),
                1,
                lstm + " and " + other + " cannot be mixed: the models' vocabularies differ",
                "\"x\"",
                "train them with one tokenizer (--tokenizer)");
    }

    @Test
    void mixture_ofOtherVocabularies_isRefusedWithItsName(@TempDir Path elsewhere) throws IOException {
        Path words = Files.writeString(elsewhere.resolve("w.txt"), "xyz song\n".repeat(90));
        Path other = TrainedModel.in(elsewhere, words, "--updates", "1").model();
        Path mix = elsewhere.resolve("m.json");
        List<Path> members = List.of(lstm, other);
        MixtureFile.write(mix, MixtureKind.LINEAR, members, MixtureFile.digests(members), new double[] {0.5, 0.5});
        assertRefused(
                Captured.run("eval", mix, heldOut),
                1,
                mix + ": the models' vocabularies differ",
                "one tokenizer (--tokenizer)");
    }

    @Test
    void mixture_whoseMemberHasChanged_isRefused(@TempDir Path elsewhere) throws IOException {
        Path copy = Files.copy(gru, elsewhere.resolve("copy.safetensors"));
        Path mix = elsewhere.resolve("m.json");
        ok("mix", lstm, copy, "--tune", heldOut, "--out", mix);
        Files.copy(lstm, copy, StandardCopyOption.REPLACE_EXISTING);
        assertRefused(Captured.run("eval", mix, heldOut), 1, "copy.safetensors has changed", "Mix the models again");
    }

    @ParameterizedTest
    @CsvSource({"cache, true", "cache, false", "dynamic, true", "dynamic, false"})
    void tuneAdapt_isWhatEvalThenSays(String kind, boolean alone) {
        Path model = alone ? lstm : UnigramMixture.of(folder, lstm, heldOut);
        Path settings = folder.resolve(kind + alone + ".adapt.json");
        Map<String, Object> tuned =
                json("tune-adapt", model, heldOut, "--adapt", kind, "--out", settings, "--threads", "1");
        Map<String, Object> adapted = json("eval", model, heldOut, "--adapt-settings", settings, "--threads", "1");

        assertThat(loss(adapted)).isCloseTo(loss(tuned), within(1e-5)).isLessThan(loss(json("eval", model, heldOut)));
        assertThat(tuned).containsEntry("adapt", kind);
        Map<?, ?> how = (Map<?, ?>) adapted.get("adaptation");
        assertThat(how.get("adapt")).isEqualTo(kind);
        assertThat(how.get("mixture")).isEqualTo(tuned.get("mixture"));
    }

    @Test
    void eval_thatAdapts_saysHow() {
        Object[] command = {"eval", lstm, heldOut, "--adapt", "cache", "--cache-size", "60", "--cache-theta", "0.5"};
        assertThat(Captured.run(command).out())
                .contains("adapting              cache: size 60, theta 0.5, weight 0.1000");
        assertThat(json(command).get("adaptation"))
                .isEqualTo(Map.of("adapt", "cache", "size", 60, "theta", 0.5, "weight", 0.1, "mixture", List.of()));
        assertThat(json("eval", lstm, heldOut)).doesNotContainKey("adaptation");
    }

    @Test
    void adapt_withoutSettings_takesDefaultsAndOptions() {
        double alone = loss(json("eval", lstm, heldOut));
        double cached = loss(json("eval", lstm, heldOut, "--adapt", "cache"));
        double more =
                loss(json("eval", lstm, heldOut, "--adapt", "cache", "--cache-weight", "0.2", "--cache-theta", "1"));
        Object[] none = {"eval", lstm, heldOut, "--adapt", "dynamic", "--adapt-statistics", text, "--adapt-rate", "0"};

        assertThat(cached).isLessThan(alone);
        assertThat(more).isNotEqualTo(cached);
        assertThat(loss(json(none))).isEqualTo(alone);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --adapt dynamic                      | dynamic evaluation needs --adapt-statistics
            --adapt magic                        | --adapt is "magic"; it must be dynamic or cache
            --adapt-rate 0.1                     | --adapt or --adapt-settings is missing
            --adapt cache --adapt-rate 0.1       | they are for dynamic evaluation
            --adapt dynamic --cache-size 3       | they are for a cache
            --adapt cache --cache-weight 1       | cache-weight is 1.0; it must be at least 0 and less than 1
            --adapt cache --cache-theta 1e38     | cache-theta is 1.0E38; it must be from 0 to 1,000,000
            --adapt cache --reset-lines          | --reset-lines forgets at each line
            """)
    void adapt_wrongUsage_isExplained(String options, String message) {
        List<Object> words = new ArrayList<>(List.of("eval", lstm, heldOut));
        words.addAll(List.of(options.split(" ")));
        assertRefused(Captured.run(words.toArray()), 2, message);
    }

    @Test
    void adapt_ofWhatCannotBe_isExplained() throws IOException {
        assertRefused(
                Captured.run("eval", mixed("log-linear"), heldOut, "--adapt", "cache"),
                1,
                "only a linear mixture's member");
        assertRefused(
                Captured.run("eval", mixed("linear"), heldOut, "--adapt", "cache"),
                1,
                "2 members of the mixture are recurrent");
        Path settings = Files.writeString(folder.resolve("broken.adapt.json"), "{}");
        assertRefused(
                Captured.run("eval", lstm, heldOut, "--adapt-settings", settings), 1, settings.toString(), "expected");
        assertRefused(
                Captured.run(
                        "eval",
                        lstm,
                        heldOut,
                        "--adapt",
                        "dynamic",
                        "--adapt-statistics",
                        text,
                        "--adapt-rate",
                        "1e38"),
                1,
                "grow without bound");
    }

    @Test
    void settings_whoseStatisticsTextHasChanged_areRefused(@TempDir Path elsewhere) throws IOException {
        Path train = Files.copy(text, elsewhere.resolve("train.txt"));
        Path settings = elsewhere.resolve("a.json");
        ok(
                "tune-adapt",
                lstm,
                heldOut,
                "--adapt",
                "dynamic",
                "--train",
                train,
                "--tokens",
                "60",
                "--out",
                settings,
                "--threads",
                "1");
        Files.writeString(train, "a song\n");
        assertRefused(
                Captured.run("eval", lstm, heldOut, "--adapt-settings", settings), 1, "train.txt", "were tuned with");
    }

    @Test
    void tuneAdapt_wrongUsage_isExplained() {
        Path out = folder.resolve("none.json");
        assertRefused(Captured.run("tune-adapt", lstm, heldOut, "--adapt", "x", "--out", out), 2, "dynamic or cache");
        assertRefused(
                Captured.run("tune-adapt", lstm, heldOut, "--adapt", "cache", "--train", text, "--out", out),
                2,
                "a cache has none");
        assertRefused(
                Captured.run("tune-adapt", lstm, heldOut, "--adapt", "cache", "--tokens", "0", "--out", out),
                2,
                "tokens is 0; it must be at least 1");
    }

    @Test
    void help_saysTheDefaultsOfTheRecords() {
        String help = ok("eval", "--help").out().replaceAll("\\s+", " ");
        assertThat(help)
                .contains(
                        "learning rate (default: 1e-4)", "trained weights (default: 0.001)", "gradient (default: 1e-5)")
                .contains(
                        "next (default: 10)",
                        "remembered (default: 500)",
                        "counts (default: 0.3)",
                        "share (default: 0.1)");
        assertThat(Adaptation.Dynamic.DEFAULT).isEqualTo(new Adaptation.Dynamic(1e-4, 1e-3, 1e-5, 10));
        assertThat(Adaptation.Cache.DEFAULT).isEqualTo(new Adaptation.Cache(500, 0.3, 0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e30", "1e3"})
    void adaptation_thatGrowsWithoutBound_isRefused(String rate) {
        assertRefused(
                Captured.run(
                        "eval", lstm, heldOut, "--adapt", "dynamic", "--adapt-statistics", text, "--adapt-rate", rate),
                1,
                "adaptation made the weights grow without bound; try a lower --adapt-rate");
    }

    @Test
    void settings_takenForAModel_areCalledSettings() throws IOException {
        Path settings = folder.resolve("settings.json");
        ok("tune-adapt", lstm, heldOut, "--adapt", "cache", "--out", settings);
        Captured.Run run = Captured.run("eval", settings, heldOut);

        assertRefused(run, 1, settings + ": it holds settings for adapting a model; expected a mixture or a model");
        assertThat(run.err()).doesNotContain("damaged");
    }

    @Test
    void settings_ofAMixture_doNotFitAModel() {
        Path mix = UnigramMixture.of(folder, lstm, heldOut);
        Path settings = folder.resolve("of-a-mixture.json");
        ok("tune-adapt", mix, heldOut, "--adapt", "cache", "--out", settings);

        assertRefused(
                Captured.run("eval", lstm, heldOut, "--adapt-settings", settings),
                1,
                "the settings are for a mixture of 2 models; this is a model by itself");
    }

    @Test
    void mix_withAMemberThatNeverHelps_saysSo() throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "ÄÖÜ".repeat(1_000)); // to which all else is rare
        Path worse = folder.resolve("worse.arpa");
        ok("ngram", other, "--tokenizer", lstm, "--order", 1, "--out", worse);
        Captured.Run run = ok("mix", lstm, worse, "--tune", text, "--out", folder.resolve("never.json"));

        assertThat(run.err()).contains("worse.arpa adds nothing: a mixture without it says the same, faster");
        assertThat(run.err()).doesNotContain(lstm + " adds nothing");
    }

    @Test
    void eval_ofAMixtureThatRemembers_saysSo() {
        assertThat(json("eval", UnigramMixture.of(folder, lstm, heldOut), heldOut))
                .containsEntry("context", "carried across lines");
    }
}
