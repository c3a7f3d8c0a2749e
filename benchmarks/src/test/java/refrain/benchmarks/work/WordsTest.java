package refrain.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import refrain.kernel.random.SeededRandom;

class WordsTest {
    @Test
    void drawn_areTokensOfTheVocabulary_eachNowAndThen() {
        int[] tokens = Words.drawn(100_000, 100, SeededRandom.of(1));
        assertThat(Arrays.stream(tokens).distinct().sorted().boxed())
                .hasSize(100)
                .startsWith(0)
                .endsWith(99);
    }

    @Test
    void drawn_areAsFrequentAsTheirRankSays() {
        int[] tokens = Words.drawn(100_000, 100, SeededRandom.of(1));
        for (int rank : new int[] {0, 1, 9}) {
            double expected = StrictMath.log((rank + 2) / (rank + 1.0)) / StrictMath.log(101);
            double found = Arrays.stream(tokens).filter(token -> token == rank).count() / 100_000.0;
            assertThat(found).as("share of rank %d", rank).isEqualTo(expected, within(0.006));
        }
    }
}
