package refrain.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import refrain.text.CharTokenizer;
import refrain.text.TokenStore;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;
import refrain.train.config.Noise;

class NoisingTest {
    private static final int ROWS = 100_000;

    /// By count: b 4, a 3, c 1, then <unk>; bigrams ab ×2, ba, bb, bc, ca, … as below.
    private static final String TEXT = "abbabcab";

    private final CharTokenizer tokenizer;
    private final TokenStore text;
    private final int a;
    private final int b;
    private final int c;
    private final int unknown;

    NoisingTest() throws IOException {
        Corpus corpus = Corpus.ofText(TEXT);
        tokenizer = CharTokenizer.train(corpus, Vocabulary.Limits.NONE);
        text = TokenStore.inMemory(tokenizer, corpus);
        a = tokenizer.vocabulary().id("a");
        b = tokenizer.vocabulary().id("b");
        c = tokenizer.vocabulary().id("c");
        unknown = tokenizer.vocabulary().unknown();
    }

    @Test
    void bigramCounts_areThoseOfTheText() {
        BigramCounts counts = BigramCounts.of(text);
        assertThat(BigramCounts.occurrences(text)[a]).isEqualTo(3);
        assertThat(BigramCounts.occurrences(text)[b]).isEqualTo(4);
        assertThat(counts.beginnings()[b]).isEqualTo(3);
        assertThat(counts.followers()[a]).isEqualTo(1);
        assertThat(counts.followers()[b]).isEqualTo(3);
        assertThat(counts.predecessors()[b]).isEqualTo(2);
        assertThat(counts.predecessors()[a]).isEqualTo(2);
        assertThat(counts.predecessors()[c]).isEqualTo(1);
        assertThat(counts.followers()[unknown]).isZero();
    }

    /// The table of bigrams grows several times, and chunks of the text meet.
    @Test
    void bigramCounts_ofManyBigrams_areThoseOfAPlainCount() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            many.appendCodePoint('一' + (int) ((long) i * i % 1_009));
        }
        Corpus corpus = Corpus.ofText(many.toString());
        CharTokenizer chars = CharTokenizer.train(corpus, Vocabulary.Limits.NONE);
        try (TokenStore store = TokenStore.inMemory(chars, corpus)) {
            BigramCounts counts = BigramCounts.of(store);
            boolean[][] seen = new boolean[store.vocabularySize()][store.vocabularySize()];
            long different = 0;
            for (long i = 1; i < store.size(); i++) {
                different += seen[store.get(i - 1)][store.get(i)] ? 0 : 1;
                seen[store.get(i - 1)][store.get(i)] = true;
            }
            assertThat(Arrays.stream(counts.followers()).sum()).isEqualTo(different);
            assertThat(Arrays.stream(counts.predecessors()).sum()).isEqualTo(different);
            assertThat(Arrays.stream(counts.beginnings()).sum()).isEqualTo(store.size() - 1);
        }
    }

    @Test
    void blank_replacesInputsAloneByUnknown() {
        int[] inputs = filled(a);
        int[] targets = filled(b);
        noising("blank:0.1").apply(inputs, targets, ROWS, 3);
        assertThat(share(inputs, unknown)).isCloseTo(0.1, within(0.004));
        assertThat(share(inputs, a) + share(inputs, unknown)).isEqualTo(1);
        assertThat(targets).containsOnly(b);
    }

    @Test
    void unigram_drawsByCount() {
        int[] inputs = filled(unknown);
        int[] targets = filled(b);
        noising("unigram:0.4").apply(inputs, targets, ROWS, 3);
        assertThat(share(inputs, a)).isCloseTo(0.4 * 3 / 8, within(0.006));
        assertThat(share(inputs, b)).isCloseTo(0.4 * 4 / 8, within(0.006));
        assertThat(share(inputs, c)).isCloseTo(0.4 * 1 / 8, within(0.006));
        assertThat(targets).containsOnly(b);
    }

    /// a: γ/3, as one token follows its three occurrences; b: γ, as three different ones follow three.
    @Test
    void kneserNey_scalesByDiversityAndDrawsByPredecessors_targetsToo() {
        int[] inputs = filled(a);
        int[] targets = filled(unknown);
        noising("kneser-ney:0.6").apply(inputs, targets, ROWS, 3);
        assertThat(share(targets, a)).isCloseTo(0.2 * 2 / 5, within(0.006));
        assertThat(share(targets, b)).isCloseTo(0.2 * 2 / 5, within(0.006));
        assertThat(share(targets, c)).isCloseTo(0.2 * 1 / 5, within(0.006));
        assertThat(share(inputs, b)).isCloseTo(0.2 * 2 / 5, within(0.006));
        int[] diverse = filled(b);
        noising("kneser-ney:0.6").apply(diverse, targets, ROWS, 4);
        assertThat(share(diverse, a)).isCloseTo(0.6 * 2 / 5, within(0.006));
    }

    @Test
    void inputAndTarget_areReplacedTogetherByDrawsOfTheirOwn() {
        int[] inputs = filled(b);
        int[] targets = filled(unknown);
        noising("kneser-ney:0.6").apply(inputs, targets, ROWS, 5);
        long pairs = 0;
        for (int row = 0; row < ROWS; row++) {
            assertThat(inputs[row] != b && targets[row] == unknown).isFalse();
            pairs += inputs[row] == a && targets[row] == c ? 1 : 0;
        }
        assertThat(share(targets, unknown)).isCloseTo(0.4, within(0.005));
        assertThat((double) pairs / ROWS).isCloseTo(0.6 * (2 / 5.0) * (1 / 5.0), within(0.003));
    }

    @Test
    void noise_isAFunctionOfSeedWindowAndPlace() {
        int[] once = noised(1, 7);
        assertThat(noised(1, 7)).containsExactly(once);
        assertThat(noised(1, 8)).isNotEqualTo(once);
        assertThat(noised(2, 7)).isNotEqualTo(once);
        int[] part = filled(a);
        Noising.of(Noise.parse("unigram:0.4"), text, unknown, 1).apply(part, filled(b), 1_000, 7);
        assertThat(Arrays.copyOf(part, 1_000)).containsExactly(Arrays.copyOf(once, 1_000));
    }

    @Test
    void none_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Noising.of(new Noise.None(), text, unknown, 1))
                .withMessage("noise is none; there is nothing to replace");
    }

    private int[] noised(long seed, long window) {
        int[] inputs = filled(a);
        Noising.of(Noise.parse("unigram:0.4"), text, unknown, seed).apply(inputs, filled(b), ROWS, window);
        return inputs;
    }

    private Noising noising(String spec) {
        return Noising.of(Noise.parse(spec), text, unknown, 1);
    }

    private static int[] filled(int token) {
        int[] rows = new int[ROWS];
        Arrays.fill(rows, token);
        return rows;
    }

    private static double share(int[] rows, int token) {
        return Arrays.stream(rows).filter(row -> row == token).count() / (double) rows.length;
    }
}
