package refrain.text.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WordCountsTest {
    private static void add(WordCounts counts, String word, int times) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < times; i++) {
            counts.word(bytes, bytes.length);
        }
    }

    static Map<String, Long> words(WordCounts counts) {
        Map<String, Long> words = new TreeMap<>();
        for (int word = 0; word < counts.size(); word++) {
            byte[] bytes = new byte[counts.length(word)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = counts.at(counts.start(word) + i);
            }
            words.put(new String(bytes, StandardCharsets.UTF_8), counts.count(word));
        }
        return words;
    }

    @Test
    void words_many_areCounted() {
        WordCounts counts = new WordCounts(WordCounts.MOST_BYTES);
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 0; i < 20_000; i++) {
            String word = "w" + i * 7919 % 5003;
            add(counts, word, 1);
            expected.merge(word, 1L, Long::sum);
        }

        assertThat(words(counts)).isEqualTo(expected);
        assertThat(counts.forgotten()).isZero();
    }

    @Test
    void words_tooMany_rarestAreForgotten() {
        WordCounts counts = new WordCounts(1000);
        add(counts, "often", 50);
        for (int i = 0; i < 5_000; i++) {
            add(counts, "once" + i, 1);
        }
        add(counts, "often", 50);

        assertThat(words(counts)).containsEntry("often", 100L).hasSizeLessThan(200);
        assertThat(counts.forgotten()).isGreaterThan(4_000);
    }

    @Test
    void words_allOften_areForgottenAtLast() {
        WordCounts counts = new WordCounts(100);
        for (int i = 0; i < 100; i++) {
            add(counts, "word" + i, 1 + i % 5);
        }

        assertThat(counts.size()).isBetween(1, 20);
    }

    @Test
    void word_long_isCountedInPiecesBetweenCharacters() {
        WordCounts counts = new WordCounts(WordCounts.MOST_BYTES);
        add(counts, "€".repeat(200), 2);

        assertThat(words(counts)).containsOnly(Map.entry("€".repeat(85), 4L), Map.entry("€".repeat(30), 2L));
    }
}
