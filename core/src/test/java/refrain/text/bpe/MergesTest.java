package refrain.text.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.random.SeededRandom;
import refrain.text.pretoken.Pieces;
import refrain.text.pretoken.Splitter;

/// What is learnt and encoded incrementally equals what counting everything anew at every step gives.
class MergesTest {
    private static String text(long seed, int words) {
        SeededRandom random = SeededRandom.of(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            int length = 1 + random.nextInt(9);
            for (int j = 0; j < length; j++) {
                text.append((char) ('a' + random.nextInt(3)));
            }
            text.append(i % 9 == 0 ? '\n' : ' ');
        }
        return text.toString();
    }

    private static BytePairs trained(String text, int size) {
        PairTrainer trainer = PairTrainer.of(List.of("<unk>"));
        text.codePoints().forEach(trainer);
        return trainer.train(size);
    }

    private static List<List<String>> words(String text) {
        List<List<String>> words = new ArrayList<>();
        Splitter cut = Splitter.of(List.of(), new Pieces() {
            @Override
            public void word(byte[] bytes, int length) {
                List<String> letters = new ArrayList<>();
                for (int i = 0; i < length; i++) {
                    letters.add(Character.toString(ByteLetters.letter(bytes[i] & 0xFF)));
                }
                words.add(letters);
            }

            @Override
            public void special(int number) {
                throw new AssertionError("there is none");
            }
        });
        text.codePoints().forEach(cut);
        cut.end();
        return words;
    }

    private static void join(List<String> word, String left, String right) {
        for (int i = 0; i + 1 < word.size(); i++) {
            if (word.get(i).equals(left) && word.get(i + 1).equals(right)) {
                word.set(i, left + right);
                word.remove(i + 1);
            }
        }
    }

    /// The most frequent pair, of equal ones that with the lowest ids, or an empty list.
    private static List<String> best(List<List<String>> words, List<String> symbols) {
        Map<Long, Long> counts = new TreeMap<>();
        Map<String, Integer> ids = new HashMap<>();
        symbols.forEach(symbol -> ids.put(symbol, ids.size()));
        for (List<String> word : words) {
            for (int i = 0; i + 1 < word.size(); i++) {
                counts.merge(PairTable.pair(ids.get(word.get(i)), ids.get(word.get(i + 1))), 1L, Long::sum);
            }
        }
        long best = -1;
        for (Map.Entry<Long, Long> pair : counts.entrySet()) {
            best = pair.getValue() >= 2 && (best < 0 || pair.getValue() > counts.get(best)) ? pair.getKey() : best;
        }
        return best < 0 ? List.of() : List.of(symbols.get((int) (best >>> 32)), symbols.get((int) best));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 65, 650})
    void merges_ofAnyText_areThoseOfTheDefinition(int count) {
        String text = text(count, count);
        BytePairs learnt = trained(text, 257 + 60);
        List<List<String>> words = words(text);
        List<String> symbols = new ArrayList<>(learnt.symbols().subList(0, 257));
        List<String> pair = best(words, symbols);
        while (symbols.size() < 257 + 60 && !pair.isEmpty()) {
            List<String> merged = pair;
            words.forEach(word -> join(word, merged.get(0), merged.get(1)));
            String symbol = pair.get(0) + pair.get(1);
            if (!symbols.contains(symbol)) {
                symbols.add(symbol);
            }
            pair = best(words, symbols);
        }

        assertThat(learnt.symbols()).isEqualTo(symbols);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 17, 63, 64, 65, 66, 650, 5000})
    void word_ofAnyLength_isMergedByTheEarliestFirst(int length) {
        BytePairs pairs = trained(text(7, 2000), 400);
        String word = text(length, length).replaceAll("[ \n]", "");
        word = word.substring(0, Math.min(length, word.length()));
        List<String> expected = words(word).stream().findFirst().orElse(new ArrayList<>());
        for (BytePairs.Merge merge : pairs.merges()) {
            join(expected, pairs.symbols().get(merge.left()), pairs.symbols().get(merge.right()));
        }
        List<String> found = new ArrayList<>();
        WordEncoder encoder = new WordEncoder(pairs);
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        for (int again = 0; again < 2; again++) {
            found.clear();
            if (bytes.length > 0) {
                encoder.encode(
                        bytes, bytes.length, id -> found.add(pairs.symbols().get(id)));
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void memory_bounded_stillLearnsWhatIsOften() {
        PairTrainer trainer = PairTrainer.of(List.of("<unk>"), 2_000);
        (" refrain".repeat(500) + text(3, 3_000)).codePoints().forEach(trainer);
        BytePairs pairs = trainer.train(500);

        assertThat(trainer.forgotten()).isPositive();
        assertThat(pairs.symbols()).contains("Ġrefrain");
    }
}
