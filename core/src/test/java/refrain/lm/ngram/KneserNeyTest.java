package refrain.lm.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.random.SeededRandom;
import refrain.lm.Session;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;
import refrain.text.corpus.CorpusException;

class KneserNeyTest {
    /// The tokens of each line between `<s>` and `</s>`.
    private static List<List<String>> lines(NGramModel model, String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>(List.of("<s>"));
        int boundary = model.vocabulary().boundary();
        boolean ends = boundary != model.vocabulary().unknown();
        for (int token : encoded(model.tokenizer(), text)) {
            line.add(name(model, token));
            if (ends && token == boundary) {
                lines.add(line);
                line = new ArrayList<>(List.of("<s>"));
            }
        }
        if (line.size() > 1) {
            lines.add(line);
        }
        return lines;
    }

    private static int[] encoded(Tokenizer tokenizer, String text) {
        List<Integer> ids = new ArrayList<>();
        Tokenizer.Encoder encoder = tokenizer.encoder(ids::add);
        encoder.accept(text);
        encoder.end();
        return ids.stream().mapToInt(id -> id).toArray();
    }

    private static String name(NGramModel model, int token) {
        Vocabulary vocabulary = model.vocabulary();
        boolean ends = token == vocabulary.boundary() && token != vocabulary.unknown();
        return ends ? "</s>" : vocabulary.symbol(token);
    }

    private static PlainKneserNey plain(NGramModel model, String text) {
        Set<String> names = new TreeSet<>();
        for (int token = 0; token < model.vocabulary().size(); token++) {
            names.add(name(model, token));
        }
        return new PlainKneserNey(lines(model, text), names, model.order());
    }

    /// Reads tokens of the text and, at times, any token; asks after each for some and compares with the definition.
    private static void assertIsTheDefinition(NGramModel model, String text) {
        PlainKneserNey plain = plain(model, text);
        SeededRandom random = SeededRandom.of(text.length());
        int[] tokens = encoded(model.tokenizer(), text);
        List<String> context = new ArrayList<>(List.of("<s>"));
        try (Session session = model.open(1)) {
            for (int i = 0; i < Math.min(400, tokens.length); i++) {
                int any = random.nextInt(model.vocabulary().size());
                trim(context, model.order() - 1);
                for (int asked : new int[] {tokens[i], any, model.vocabulary().unknown()}) {
                    assertThat((double) session.logProbability(0, asked))
                            .as("%s after %s", name(model, asked), context)
                            .isCloseTo(StrictMath.log(plain.probability(context, name(model, asked))), within(4e-6));
                }
                int read = random.nextInt(10) == 0 ? any : tokens[i];
                session.accept(new int[] {0}, new int[] {read});
                if (name(model, read).equals("</s>")) {
                    context.clear();
                    context.add("<s>");
                } else {
                    context.add(name(model, read));
                }
            }
        }
    }

    private static void trim(List<String> context, int length) {
        while (context.size() > length) {
            context.removeFirst();
        }
    }

    private static void assertDiscountsAreTheDefinition(KneserNey.Estimate estimate, String text) {
        PlainKneserNey plain = plain(estimate.model(), text);
        for (int n = 1; n <= estimate.model().order(); n++) {
            Discounts d = estimate.discounts().get(n - 1);
            assertThat(new double[] {d.one(), d.two(), d.more()}).containsExactly(plain.discounts(n), within(1e-12));
            int besides = n == 1
                    ? estimate.model().vocabulary().size() + 1
                    : plain.grams(n).size();
            assertThat(estimate.model().count(n)).isEqualTo(besides);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 3", "2, 2, 3", "3, 3, 2", "4, 4, 5", "5, 5, 7", "6, 8, 2", "7, 16, 2"})
    void estimate_ofFewWords_isTheDefinition(long seed, int order, int words) {
        String text = Texts.random(seed, 40, words);
        KneserNey.Estimate estimate = Texts.estimate(Texts.words(text), text, order);

        assertDiscountsAreTheDefinition(estimate, text);
        assertIsTheDefinition(estimate.model(), text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void estimate_withDiscountsOfTheText_isTheDefinition(int order) {
        String text = Texts.zipf(order, 1_500, 900);
        KneserNey.Estimate estimate = Texts.estimate(Texts.words(text), text, order);

        assertThat(estimate.discounts().stream().filter(d -> !d.substituted())).hasSizeGreaterThanOrEqualTo(1);
        assertDiscountsAreTheDefinition(estimate, text);
        assertIsTheDefinition(estimate.model(), text);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false", "8, true", "8, false"})
    void estimate_ofCharacters_isTheDefinition(int order, boolean withLines) {
        String lines = "a rose is a rose is a rose\n\nthat returns to itself\n";
        String text = withLines ? lines.repeat(3) : lines.replace("\n", " ");
        NGramModel model = Texts.characters(text, order);

        assertIsTheDefinition(model, text);
    }

    @Test
    void estimate_ofPieces_isTheDefinition() {
        String text = Texts.zipf(9, 60, 30);
        NGramModel model = Texts.estimate(Texts.pieces(text, 300), text, 3).model();

        assertThat(model.tokenizer().units()).isEqualTo("bpe");
        assertIsTheDefinition(model, text);
    }

    @Test
    void estimate_ofVocabularyWithUnknownWords_isTheDefinition() throws IOException {
        String text = Texts.zipf(3, 200, 90);
        Tokenizer few = refrain.text.WordTokenizer.train(Corpus.ofText(text), Vocabulary.Limits.NONE.withSize(20));
        KneserNey.Estimate estimate = KneserNey.estimate(few, Corpus.ofText(text), 3);

        assertThat(estimate.model().vocabulary().size()).isEqualTo(20);
        assertIsTheDefinition(estimate.model(), text);
    }

    /// One line of two words. Of unigrams all three occur after one token, so p = 0.5/3 + 0.5/4.
    @Test
    void estimate_ofTwoWords_isAsByHand() {
        NGramModel model = Texts.words("a b\n", 2);
        float[] scores = new float[4];
        model.score(model.start(), model.tokenizer().encode("a a <unk> a"), scores);
        double a = 0.5 / 3 + 0.5 / 4;

        assertThat(scores[0]).isEqualTo((float) StrictMath.log(0.5 + 0.5 * a));
        assertThat(scores[1]).isCloseTo((float) StrictMath.log(0.5 * a), within(1e-6f));
        assertThat(scores[2]).isCloseTo((float) StrictMath.log(0.5 * 0.125), within(1e-6f));
        assertThat(scores[3]).isEqualTo((float) StrictMath.log(a));
    }

    @Test
    void estimate_countsTokensAndLineEnds() {
        String text = "a b\n\nc";
        KneserNey.Estimate estimate = Texts.estimate(Texts.words(text), text, 2);

        assertThat(estimate.tokens()).isEqualTo(6); // a b <eos> <eos> c <eos>
        assertThat(estimate.model().count(1)).isEqualTo(6); // a b c <eos> <unk> <s>
        assertThat(estimate.model().count(2)).isEqualTo(6); // <s> a, a b, b <eos>, <s> <eos>, <s> c, c <eos>
    }

    @Test
    void order_longerThanAnyLine_holdsNothingThere() {
        NGramModel model = Texts.words("a b\n", 6);

        assertThat(model.count(3)).isEqualTo(2);
        assertThat(model.count(4)).isEqualTo(1);
        assertThat(model.count(5)).isZero();
        assertIsTheDefinition(model, "a b\n");
    }

    @Test
    void estimate_twiceOnOtherThreads_givesTheSameBytes() throws Exception {
        String text = Texts.zipf(5, 3_000, 700); // long enough to be sorted by several threads
        byte[] first = bytes(Texts.words(text, 4));
        try (ForkJoinPool other = new ForkJoinPool(3)) {
            assertThat(other.submit(() -> bytes(Texts.words(text, 4))).get()).isEqualTo(first);
        }
    }

    private static byte[] bytes(NGramModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ArpaWriter(model).writeTo(out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 17})
    void order_outOfRange_isRefused(int order) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KneserNey.estimate(Texts.words("a\n"), Corpus.ofText("a\n"), order))
                .withMessage("order is %d; it must be from 1 to 16".formatted(order));
    }

    @Test
    void text_empty_isRefused() {
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> KneserNey.estimate(Texts.words("a\n"), Corpus.ofText(""), 2));
    }

    @Test
    void heapNeed_growsWithTheText_andNoFasterThanNGramsCan() {
        assertThat(KneserNey.need(1_000_000, 10_001, 5).content()).isGreaterThan(4 * 24 * 1_000_000L);
        assertThat(KneserNey.need(1_000_000, 5, 2).content()).isEqualTo((5 + 25) * 24 + 48 * 1_000_000L + 5 * 512);
        assertThat(KneserNey.need(Integer.MAX_VALUE, 1 << 30, 16).content()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\na\n\n\na", "\n\n\n\n", "ab cd  e", "中文 日本\n", "a"})
    void mostTokens_isNoLessThanTheTokens(String text) throws IOException {
        Corpus.Facts facts = Corpus.ofText(text).facts();
        for (Tokenizer tokenizer : List.of(Texts.words(text), Texts.characters(text), Texts.pieces(text, 257))) {
            int tokens = LineTokens.of(tokenizer, Corpus.ofText(text)).length;
            assertThat(KneserNey.mostTokens(facts, tokenizer))
                    .as(tokenizer.units())
                    .isGreaterThanOrEqualTo(tokens);
        }
    }
}
