package refrain.text.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import refrain.kernel.random.SeededRandom;
import refrain.text.pretoken.Splitter;

class TextCountsTest {
    private static final List<String> SPECIAL = List.of("<unk>", "<u");

    private static WordCounts inParts(String text, int mostBytes) {
        TextCounts counts = new TextCounts(SPECIAL, mostBytes);
        text.codePoints().forEach(counts);
        return counts.end();
    }

    private static WordCounts inOne(String text) {
        WordCounts counts = new WordCounts(WordCounts.MOST_BYTES);
        Splitter splitter = Splitter.of(SPECIAL, counts);
        text.codePoints().forEach(splitter);
        splitter.end();
        return counts;
    }

    private static String text(int codePoints) {
        SeededRandom random = SeededRandom.of(7);
        StringBuilder text = new StringBuilder();
        String[] parts = {" ", "  ", "\n", "'r", "'re", "'", "<unk>", "<un", "<u", "é", "word", "12", "\u3000", "!"};
        while (text.length() < codePoints) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    @Test
    void text_ofManyParts_isCountedAsIfItWereOne() {
        String text = text(3 * TextCounts.PART);

        assertThat(WordCountsTest.words(inParts(text, WordCounts.MOST_BYTES)))
                .isEqualTo(WordCountsTest.words(inOne(text)));
    }

    @Test
    void text_endingAtPart_isCountedWhole() {
        String text = "a".repeat(TextCounts.PART) + " b";

        assertThat(WordCountsTest.words(inParts(text, WordCounts.MOST_BYTES)))
                .isEqualTo(WordCountsTest.words(inOne(text)));
    }

    @Test
    void text_withoutWhiteSpace_isCutAtTheLongest() {
        String text = "a".repeat(WordCounts.LONGEST * 3) + "bc";
        String unbroken = "a".repeat(TextCounts.LONGEST - 1) + "bc";

        assertThat(WordCountsTest.words(inParts(text, WordCounts.MOST_BYTES)))
                .isEqualTo(WordCountsTest.words(inOne(text)));
        assertThat(WordCountsTest.words(inParts(unbroken, WordCounts.MOST_BYTES)))
                .containsKey("c");
    }

    @Test
    void memory_bounded_forgetsTheSameWhateverRunsBeside() {
        String text = text(4 * TextCounts.PART);
        WordCounts first = inParts(text, 300);
        WordCounts second = inParts(text, 300);

        assertThat(first.forgotten()).isPositive().isEqualTo(second.forgotten());
        assertThat(WordCountsTest.words(first)).isEqualTo(WordCountsTest.words(second));
    }

    @Test
    void specialToken_withWhiteSpace_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextCounts(List.of("two words"), 100))
                .withMessageContaining("\"two words\" holds white space");
    }
}
