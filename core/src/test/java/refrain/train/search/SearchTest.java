package refrain.train.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import refrain.kernel.Kernels;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.refusal.RefusalException;
import refrain.text.CharTokenizer;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;
import refrain.train.Ending;
import refrain.train.Existing;
import refrain.train.Result;
import refrain.train.RunFiles;
import refrain.train.RunLock;
import refrain.train.Trainer;
import refrain.train.config.Limits;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;

class SearchTest {
    private static final Halving PLAN = new Halving(9, 81);

    private static final TrainingConfig CONFIG = TrainingConfig.DEFAULT
            .withBatch(3)
            .withSteps(7)
            .withLimits(Limits.updates(81))
            .withSchedule(new Schedule.Cosine(4));

    @TempDir
    private Path folder;

    private Tokenizer tokenizer;
    private TokenStore training;
    private TokenStore validation;
    private SearchSpace space;

    @BeforeEach
    void readText() throws IOException {
        Corpus.Parts parts = Corpus.ofText("the rain in spain stays mainly in the plain\nagain\n".repeat(24))
                .split(0.2);
        tokenizer = CharTokenizer.train(parts.training(), Vocabulary.Limits.NONE);
        training = TokenStore.inMemory(tokenizer, parts.training());
        validation = TokenStore.inMemory(tokenizer, parts.validation());
        ModelConfig model = new ModelConfig(
                tokenizer.vocabulary().size(), new InputConfig.Embedding(5), List.of(LayerConfig.parse("lstm:16")));
        space = new SearchSpace(model, CONFIG, List.of(Dimension.RATE, Dimension.DROPOUT, Dimension.LAYERS));
    }

    @AfterEach
    void close() {
        training.close();
        validation.close();
    }

    private Trainer trainer(Candidate candidate) {
        return Trainer.of(candidate.model(), candidate.config(), tokenizer, training)
                .validatingOn(validation)
                .with(Kernels.plain())
                .onThreads(1);
    }

    private RunFiles files(String name) {
        return new RunFiles(folder.resolve(name + ".safetensors"));
    }

    private SearchResult search(Search search, List<Candidate> candidates, String name) throws IOException {
        try (RunLock lock = RunLock.of(files(name))) {
            return search.run(PLAN, candidates, lock);
        }
    }

    private List<Path> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).sorted().toList();
        }
    }

    @Test
    void winner_isTheModelThatItsSettingsMakeAlone() throws IOException {
        SearchResult found = search(Search.of(this::trainer), space.draw(1, 9), "found");

        assertThat(found.winner().isComplete()).isTrue();
        assertThat(found.winner().fate()).isEqualTo(Trial.Fate.WON);
        assertThat(found.stopped()).isFalse();
        Result alone = trainer(found.winner().candidate()).train(files("alone").model());
        assertThat(found.winner().loss()).isEqualTo(alone.bestValidationLoss().orElseThrow());
        assertThat(files("found").model()).hasSameBinaryContentAs(files("alone").model());
    }

    @Test
    void files_areThoseOfOneRun() throws IOException {
        search(Search.of(this::trainer), space.draw(1, 9), "m");
        assertThat(names().stream().map(Path::toString))
                .contains("m.safetensors", "m.checkpoint", "m.metrics.jsonl")
                .allMatch(name -> name.startsWith("m.") && !name.endsWith(".lock"));
    }

    @Test
    void rungs_trainTheBestThirdOn() throws IOException {
        SearchResult found = search(Search.of(this::trainer), space.draw(1, 9), "m");

        assertThat(found.trials()).extracting(Trial::updates).containsExactly(81L, 27L, 27L, 9L, 9L, 9L, 9L, 9L, 9L);
        for (Trial early : found.trials().subList(3, 9)) {
            assertThat(early.loss())
                    .isGreaterThanOrEqualTo(lossAfter(found.trials().get(2), 9));
        }
    }

    private double lossAfter(Trial trial, long update) throws IOException {
        Result result = trainer(trial.candidate())
                .pausingAt(update)
                .whenFound(Existing.OVERWRITE)
                .train(files("again").model());
        return result.bestValidationLoss().orElseThrow();
    }

    @Test
    void search_repeated_givesTheSameTrialsAndBytes_onAnyThreads() throws IOException {
        SearchResult first = search(Search.of(this::trainer), space.draw(4, 9), "one");
        SearchResult second = search(Search.of(candidate -> trainer(candidate).onThreads(2)), space.draw(4, 9), "two");
        assertThat(second.trials())
                .extracting(trial -> trial.candidate().number() + " " + trial.loss())
                .isEqualTo(first.trials().stream()
                        .map(trial -> trial.candidate().number() + " " + trial.loss())
                        .toList());
        assertThat(files("two").model()).hasSameBinaryContentAs(files("one").model());
    }

    @Test
    void divergedTrial_isLeftOut() throws IOException {
        List<Candidate> candidates = new ArrayList<>(space.draw(1, 9));
        candidates.set(0, wild(0));
        candidates.set(5, wild(5));
        SearchResult found = search(Search.of(this::trainer), candidates, "m");
        assertThat(found.trials())
                .filteredOn(trial -> trial.fate() == Trial.Fate.DIVERGED)
                .extracting(trial -> trial.candidate().number())
                .containsExactlyInAnyOrder(0, 5);
        assertThat(found.winner().isComplete()).isTrue();
    }

    private Candidate wild(int number) {
        TrainingConfig config =
                CONFIG.withOptimizer(OptimizerConfig.named("sgd")).withRate(1e30);
        return new Candidate(number, space.model(), config.withSchedule(new Schedule.Constant()));
    }

    @Test
    void everyTrialDiverged_isSaid_andNothingIsLeft() throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (int number = 0; number < 9; number++) {
            candidates.add(wild(number));
        }
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> search(Search.of(this::trainer), candidates, "m"))
                .withMessageContaining("training diverged in every trial");
        assertThat(names()).isEmpty();
    }

    /// Asks for a stop after so many updates of all trials together.
    private Search stoppingAfter(int updates) {
        AtomicReference<Search> search = new AtomicReference<>();
        int[] left = {updates};
        search.set(Search.of(candidate -> trainer(candidate).listening(new refrain.train.TrainingListener() {
            @Override
            public void updated(refrain.train.Status status) {
                if (--left[0] == 0) {
                    search.get().requestStop();
                }
            }
        })));
        return search.get();
    }

    @Test
    void stop_keepsTheBestSoFar_whichGoesOnToItsBytes() throws IOException {
        SearchResult found = search(stoppingAfter(9 * 5 + 4), space.draw(1, 9), "m");
        assertThat(found.stopped()).isTrue();
        assertThat(found.trials()).extracting(Trial::fate).contains(Trial.Fate.WAITING, Trial.Fate.STOPPED);
        assertThat(found.winner().updates()).isEqualTo(9);

        Candidate winner = found.winner().candidate();
        trainer(winner).whenFound(Existing.RESUME).train(files("m").model());
        trainer(winner).train(files("whole").model());
        assertThat(files("m").model()).hasSameBinaryContentAs(files("whole").model());
    }

    @Test
    void stop_beforeAnythingIsMeasured_leavesNothing() throws IOException {
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> search(stoppingAfter(3), space.draw(1, 9), "m"))
                .withMessage("the search was stopped before its first trial was measured; there is no model");
        assertThat(names()).isEmpty();
    }

    @Test
    void stop_whileTheWinnerIsTrained_keepsIt() throws IOException {
        SearchResult found = search(stoppingAfter((int) PLAN.cost() - 10), space.draw(1, 9), "m");
        assertThat(found.winner().updates()).isEqualTo(71);
        assertThat(found.winner().result().orElseThrow().ending()).isEqualTo(Ending.STOPPED);
        assertThat(files("m").model()).exists();
    }

    @Test
    void winner_thatCannotBePutInItsPlace_isNotDeleted() throws IOException {
        Files.createDirectories(files("m").metrics().resolve("in-the-way"));
        assertThatIOException()
                .isThrownBy(() -> search(Search.of(this::trainer), space.draw(1, 9), "m"))
                .withMessageContainingAll(
                        files("m").model() + ": the best trial cannot be put there: ", "what is left of it is ");
        try (Stream<Path> left = Files.list(folder.resolve(".m.search"))) {
            assertThat(left).anyMatch(file -> file.toString().endsWith(".safetensors"));
        }
    }

    @Test
    void filesOfAnEarlierSearch_areReplaced() throws IOException {
        Files.createDirectories(folder.resolve(".m.search"));
        Files.writeString(folder.resolve(".m.search/trial-0.checkpoint"), "of a killed search");
        search(Search.of(this::trainer), space.draw(1, 9), "m");
        byte[] first = Files.readAllBytes(files("m").model());
        search(Search.of(this::trainer), space.draw(2, 9), "m");
        assertThat(files("m").model())
                .satisfies(file -> assertThat(Files.readAllBytes(file)).isNotEqualTo(first));
        assertThat(folder.resolve(".m.search")).doesNotExist();
    }

    @Test
    void folderWithFilesOfSomebodyElse_isLeftAlone() throws IOException {
        Path notes = Files.createDirectories(folder.resolve(".m.search/deep")).resolve("notes.txt");
        Files.writeString(notes, "mine");
        assertThatIOException()
                .isThrownBy(() -> search(Search.of(this::trainer), space.draw(1, 9), "m"))
                .withMessage(notes.getParent() + ": no search made it; move it out of the folder, which searches use");
        assertThat(notes).hasContent("mine");
    }

    @Test
    void fileOfSomebodyElse_thatComesMeanwhile_staysBesideTheWinner() throws IOException {
        Path notes = folder.resolve(".m.search/notes.txt");
        Search search = Search.of(candidate -> {
            assertThatCode(() -> Files.writeString(notes, "mine")).doesNotThrowAnyException();
            return trainer(candidate);
        });
        search(search, space.draw(1, 9), "m");
        assertThat(files("m").model()).exists();
        assertThat(notes).hasContent("mine");
        assertThat(notes.getParent()).isDirectoryNotContaining(file -> !file.equals(notes));
    }

    /// As on a disk that is full.
    @Test
    void failingTrial_leavesTheBestUntilThen() {
        int[] made = {0};
        Search search = Search.of(candidate -> {
            if (++made[0] == 4) {
                Path taken = folder.resolve(".m.search/trial-3.lock");
                assertThatCode(() -> Files.createDirectories(taken)).doesNotThrowAnyException();
            }
            return trainer(candidate);
        });
        assertThatIOException()
                .isThrownBy(() -> search(search, space.draw(1, 9), "m"))
                .withMessageMatching(
                        "(?s).*the best trial until then stays until the next search: .*trial-[0-2].safetensors");
        assertThat(folder.resolve(".m.search"))
                .isDirectoryContaining(file -> file.toString().endsWith(".safetensors"));
    }

    /// A listener, say, that writes down what it hears.
    @Test
    void trialThatFailsToWrite_isAFailureOfTheSearch() {
        int[] made = {0};
        Search search = Search.of(candidate -> {
            if (++made[0] == 4) {
                throw new UncheckedIOException(new IOException("disk full"));
            }
            return trainer(candidate);
        });
        assertThatIOException()
                .isThrownBy(() -> search(search, space.draw(1, 9), "m"))
                .withMessageMatching("(?s)disk full.*the best trial until then stays .*trial-[0-2].safetensors");
    }

    /// Survivors of a rung that is already the end have nothing left to do.
    @Test
    void searchOfOneUpdate_keepsTheBestOfItsTable() throws IOException {
        SearchSpace short1 = new SearchSpace(
                space.model(),
                CONFIG.withLimits(Limits.updates(1)).withSchedule(new Schedule.Constant()),
                List.of(Dimension.RATE));
        try (RunLock lock = RunLock.of(files("m"))) {
            SearchResult found = Search.of(this::trainer).run(new Halving(9, 1), short1.draw(1, 9), lock);
            assertThat(found.trials())
                    .allSatisfy(trial -> assertThat(trial.loss())
                            .isGreaterThanOrEqualTo(found.winner().loss()));
        }
    }

    @Test
    void listener_hearsRungsAndTrials() throws IOException {
        List<String> heard = new ArrayList<>();
        search(
                Search.of(this::trainer).listening(new SearchListener() {
                    @Override
                    public void climbing(int rung, int trials, long update) {
                        heard.add(rung + ": " + trials + " to " + update);
                    }

                    @Override
                    public void tried(Trial trial) {
                        heard.add("tried");
                    }
                }),
                space.draw(1, 9),
                "m");
        assertThat(heard).hasSize(3 + 9 + 3 + 1).contains("0: 9 to 9", "1: 3 to 27", "2: 1 to 81");
    }

    @Test
    void pace_isMeasured_andLeavesNothing() throws IOException {
        Candidate open = new Candidate(
                0, space.model(), CONFIG.withLimits(Limits.updates(1L << 40)).withSchedule(new Schedule.Constant()));
        try (RunLock lock = RunLock.of(files("m"))) {
            Halving.Pace pace = Search.of(this::trainer).pace(open, 0.1, lock);
            assertThat(pace.update()).isBetween(1e-6, 1.0);
            assertThat(pace.validation()).isBetween(1e-6, 1.0);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void withoutValidation_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> search(
                        Search.of(candidate -> Trainer.of(candidate.model(), candidate.config(), tokenizer, training)),
                        space.draw(1, 9),
                        "m"))
                .withMessage("a search compares validation losses; its trainers must validate");
    }

    @Test
    void anotherNumberOfCandidates_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> search(Search.of(this::trainer), space.draw(1, 8), "m"))
                .withMessage("8 candidates are given; the plan has 9 trials");
    }
}
