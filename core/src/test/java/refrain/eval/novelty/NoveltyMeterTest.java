package refrain.eval.novelty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.random.SeededRandom;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;
import refrain.text.corpus.Corpus;

class NoveltyMeterTest {
    private static final Tokenizer LETTERS =
            CharTokenizer.of(Vocabulary.of(List.of("<unk>", "\n", "a", "b", "c", "d"), "\n"));

    private static final Tokenizer WORDS =
            WordTokenizer.of(Vocabulary.of(List.of("<unk>", "<eos>", "the", "cat", "sat", "on", "mat"), "<eos>"));

    @TempDir
    private Path folder;

    private static Novelty measure(Tokenizer tokenizer, String training, String... generated) throws IOException {
        return NoveltyMeter.of(tokenizer, List.of(generated)).against(Corpus.ofText(training), 1, 2, 3, 4, 8);
    }

    private static String random(SeededRandom random, int size) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append("abc\n".charAt(random.nextInt(4)));
        }
        return text.toString();
    }

    /// What a search for every run in the text says.
    private static Novelty.Order order(int n, String training, List<String> generated) {
        List<String> grams = new ArrayList<>();
        for (String text : generated) {
            for (int i = 0; i + n <= text.length(); i++) {
                grams.add(text.substring(i, i + n));
            }
        }
        long novel = grams.stream().filter(gram -> !training.contains(gram)).count();
        return new Novelty.Order(n, grams.size(), novel);
    }

    private static int longest(String training, List<String> generated) {
        int longest = 0;
        for (String text : generated) {
            for (int from = 0; from < text.length(); from++) {
                while (from + longest < text.length() && training.contains(text.substring(from, from + longest + 1))) {
                    longest++;
                }
            }
        }
        return longest;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 15, 16, 17, 63, 64, 65, 127})
    void randomTexts_equalASearchForEveryRun(int size) throws IOException {
        SeededRandom random = SeededRandom.of(size);
        for (int round = 0; round < 50; round++) {
            String training = random(random, 1 + random.nextInt(2 * size));
            List<String> generated =
                    List.of(random(random, size), random(random, random.nextInt(size + 1)), random(random, size));
            Novelty novelty = NoveltyMeter.of(LETTERS, generated).against(Corpus.ofText(training), 1, 2, 3, 5);

            assertThat(novelty.orders())
                    .containsExactly(
                            order(1, training, generated),
                            order(2, training, generated),
                            order(3, training, generated),
                            order(5, training, generated));
            assertThat(novelty.longest().map(Novelty.Run::tokens).orElse(0)).isEqualTo(longest(training, generated));
            novelty.longest().ifPresent(run -> {
                assertThat(training).contains(run.excerpt());
                assertThat(generated.get(run.text())).contains(run.excerpt());
                int found = training.indexOf(run.excerpt());
                long line = 1
                        + training.substring(0, found)
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                assertThat(run.place()).isEqualTo("text:" + line);
            });
        }
    }

    @Test
    void copy_isFoundWithItsTextAndLine() throws IOException {
        Novelty novelty = measure(LETTERS, "dddd\nabcabd\ncc\n", "bb", "cabdd");
        assertThat(novelty.tokens()).isEqualTo(7);
        assertThat(novelty.longest()).contains(new Novelty.Run(1, 4, "cabd", "text:2"));
        assertThat(novelty.longest().orElseThrow().characters()).isEqualTo(4);
    }

    @Test
    void run_neverGoesFromOneTextToTheNext() throws IOException {
        assertThat(measure(LETTERS, "abcd\n", "ab", "cd")
                        .longest()
                        .orElseThrow()
                        .tokens())
                .isEqualTo(2);
    }

    @Test
    void words_areComparedAsTokens() throws IOException {
        Novelty novelty = measure(WORDS, "on the mat\nthe  cat\tsat\n", " the cat sat on the\n");
        assertThat(novelty.longest()).contains(new Novelty.Run(0, 3, "the cat sat", "text:2"));
        assertThat(novelty.orders().get(1)).isEqualTo(new Novelty.Order(2, 5, 2));
    }

    @Test
    void words_withoutLastNewline_areFoundAtTheirLine() throws IOException {
        assertThat(measure(WORDS, "on\non\nthe cat", "the cat")
                        .longest()
                        .orElseThrow()
                        .place())
                .isEqualTo("text:3");
    }

    @Test
    void unknownTokens_equalEachOther() throws IOException {
        assertThat(measure(LETTERS, "axb\n", "ayb").longest().orElseThrow().tokens())
                .isEqualTo(3);
    }

    @Test
    void nothingGenerated_hasNoShares() throws IOException {
        Novelty novelty = measure(LETTERS, "abc\n", "");
        assertThat(novelty.tokens()).isZero();
        assertThat(novelty.longest()).isEmpty();
        assertThat(novelty.orders())
                .allSatisfy(order -> assertThat(order.share()).isNaN());
        assertThat(NoveltyMeter.of(LETTERS, List.of())
                        .against(Corpus.ofText("a\n"), 1)
                        .tokens())
                .isZero();
    }

    @Test
    void nothingKnown_isAllNovel() throws IOException {
        Novelty novelty = measure(LETTERS, "abc\n", "ddd");
        assertThat(novelty.longest()).isEmpty();
        assertThat(novelty.orders().getFirst().share()).isEqualTo(1);
    }

    @Test
    void copyOfAll_isNotNovel() throws IOException {
        Novelty novelty = measure(LETTERS, "abcd\n".repeat(9), "abcd\n".repeat(7));
        assertThat(novelty.longest().orElseThrow().tokens()).isEqualTo(35);
        assertThat(novelty.orders())
                .allSatisfy(order -> assertThat(order.share()).isZero());
    }

    @Test
    void place_isInTheFileOfAFolder_packedOrNot() throws IOException {
        Files.writeString(folder.resolve("1.txt"), "dd\ndd");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("2.txt.gz")))) {
            out.write("dcd\n\nabcabc\n".getBytes(UTF_8));
        }
        Novelty novelty = NoveltyMeter.of(LETTERS, List.of("bcabc")).against(Corpus.of(folder), 1);
        assertThat(novelty.longest().orElseThrow().place()).isEqualTo(folder.resolve("2.txt.gz") + ":3");
    }

    @Test
    void orders_belowOne_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoveltyMeter.of(LETTERS, List.of("a")).against(Corpus.ofText("a"), 2, 0))
                .withMessage("orders are [2, 0]; each must be at least 1");
    }
}
