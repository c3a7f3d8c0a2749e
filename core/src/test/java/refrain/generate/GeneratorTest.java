package refrain.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.lm.UnigramModel;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;
import refrain.text.corpus.Corpus;

class GeneratorTest {
    // ids: 0 <unk>, 1 newline, 2 a, 3 b, 4 é
    private static final Vocabulary VOCABULARY = Vocabulary.of(List.of("<unk>", "\n", "a", "b", "é"), "\n");

    /// newline → a → b → é → newline
    private static final BigramModel CYCLE = BigramModel.of(
            VOCABULARY,
            new double[][] {{1, 1, 1, 1, 1}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}, {0, 0, 0, 0, 1}, {0, 1, 0, 0, 0}});

    private static final BigramModel EVEN = BigramModel.of(
            VOCABULARY,
            new double[][] {{6, 1, 1, 1, 1}, {6, 1, 1, 1, 1}, {6, 1, 1, 1, 1}, {6, 1, 1, 1, 1}, {6, 1, 1, 1, 1}});

    @Test
    void promptIsRead_andNotRepeated() {
        assertThat(generate(CYCLE, "a", 5, "").text()).isEqualTo("bé\nab");
        assertThat(generate(CYCLE, "", 3, "").text()).isEqualTo("abé");
    }

    @ParameterizedTest
    @CsvSource({"'cat', ' cat cat'", "'cat ', 'cat cat'", "'', 'cat cat'", "'cat\n', 'cat cat'"})
    void words_areParted_byOneBlank(String prompt, String expected) throws IOException {
        Corpus corpus = Corpus.ofText("cat cat cat\n");
        Tokenizer words = WordTokenizer.train(corpus, Vocabulary.Limits.NONE);
        try (TokenStore tokens = TokenStore.inMemory(words, corpus)) {
            Generator generator = Generator.of(UnigramModel.train(words, tokens), Sampling.DEFAULT.withGreedy(true));

            assertThat(generator.generate(request(prompt, 2, ""), piece -> {}).text())
                    .isEqualTo(expected);
        }
    }

    @Test
    void lengthZero_generatesNothing() {
        Generator.Continuation continuation = generate(CYCLE, "a", 0, "");

        assertThat(continuation.text()).isEmpty();
        assertThat(continuation.tokens()).isZero();
        assertThat(continuation.stopped()).isFalse();
    }

    @Test
    void negativeLength_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Generator.Request("", -1, "", 1, 0))
                .withMessage("length is -1; it must be at least 0");
    }

    @ParameterizedTest
    @CsvSource({"é, ab", "bé, a", "abé, ''"})
    void stop_isNotHandedOn_norAnyPartOfIt(String stop, String expected) {
        List<String> pieces = new ArrayList<>();
        Generator.Continuation continuation = generator(CYCLE).generate(request("", 20, stop), pieces::add);

        assertThat(continuation.text()).isEqualTo(expected);
        assertThat(String.join("", pieces)).isEqualTo(expected);
        assertThat(continuation.stopped()).isTrue();
    }

    @Test
    void stop_thatOnlyBegins_isHandedOnAtTheEnd() {
        List<String> pieces = new ArrayList<>();
        generator(CYCLE).generate(request("", 3, "bé!"), pieces::add);

        assertThat(String.join("", pieces)).isEqualTo("abé");
    }

    @Test
    void stop_thatOverlapsItself_isFound() {
        StopFilter filter = new StopFilter("aab", piece -> {});
        for (String piece : List.of("a", "a", "a", "b", "c")) {
            if (!filter.stopped()) {
                filter.accept(piece);
            }
        }

        assertThat(filter.text()).isEqualTo("a");
        assertThat(filter.stopped()).isTrue();
    }

    @Test
    void pieces_areHandedOnAsTheyAreMade() {
        List<String> pieces = new ArrayList<>();
        generator(CYCLE).generate(request("", 4, ""), pieces::add);

        assertThat(pieces).containsExactly("a", "b", "é", "\n");
    }

    @Test
    void sameSeedAndNumber_sameText() {
        String text = generate(EVEN, "", 50, "").text();

        assertThat(generate(EVEN, "", 50, "").text()).isEqualTo(text);
        assertThat(generator(EVEN)
                        .generate(new Generator.Request("", 50, "", 1, 1), p -> {})
                        .text())
                .isNotEqualTo(text);
        assertThat(generator(EVEN)
                        .generate(new Generator.Request("", 50, "", 2, 0), p -> {})
                        .text())
                .isNotEqualTo(text);
    }

    @Test
    void unknown_isGeneratedOnlyOnRequest() {
        String replacement = "\uFFFD";

        assertThat(generate(EVEN, "", 200, "").text()).doesNotContain(replacement);
        Generator generator = Generator.of(EVEN, Sampling.DEFAULT.withUnknown(true));
        assertThat(generator.generate(request("", 200, ""), p -> {}).text()).contains(replacement);
    }

    @Test
    void unknownSymbolsOfThePrompt_areCounted() {
        assertThat(generate(CYCLE, "axbz", 1, "").unknown()).isEqualTo(2);
    }

    @Test
    void logProbability_isTheModels_whateverTheTemperature() {
        Generator.Continuation continuation =
                Generator.of(EVEN, Sampling.DEFAULT.withTemperature(0.1f)).generate(request("", 10, ""), p -> {});

        assertThat(continuation.logProbability()).isCloseTo(10 * StrictMath.log(0.1), within(1e-5));
    }

    private static Generator generator(BigramModel model) {
        return Generator.of(model, Sampling.DEFAULT);
    }

    private static Generator.Request request(String prompt, int length, String stop) {
        return new Generator.Request(prompt, length, stop, 1, 0);
    }

    private static Generator.Continuation generate(BigramModel model, String prompt, int length, String stop) {
        return generator(model).generate(request(prompt, length, stop), piece -> {});
    }
}
