package refrain.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Statistics;

class CounterRandomTest {
    private static final int DRAWS = 1 << 18;

    /// The published example of SplitMix64.
    @Test
    void hash_ofKnownSeed_isSplitMix64() {
        assertThat(LongStream.range(0, 3).map(i -> CounterRandom.hash(1234567, i)))
                .containsExactly(
                        6457827717110365317L, 3203168211198807973L, Long.parseUnsignedLong("9817491932198370423"));
    }

    @Test
    void bits_areWhatTheyEverWere() {
        assertThat(new int[] {
                    CounterRandom.bits(0, 1),
                    CounterRandom.bits(0x123456789ABCDEFL, 0),
                    CounterRandom.bits(0x123456789ABCDEFL, 1),
                    CounterRandom.bits(-1, -1)
                })
                .containsExactly(0x06D3FA73, 0x1351B552, 0x1FA7CBB2, 0x2CA58B22);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 16, 24})
    void bits_ofEachByte_areUniform(int shift) {
        for (long key = 0; key < 4; key++) {
            long k = CounterRandom.hash(7, key);
            assertThat(Statistics.chiSquareDeviation(256, DRAWS, i -> (CounterRandom.bits(k, i) >>> shift) & 255))
                    .isBetween(-5.0, 5.0);
        }
    }

    @Test
    void bits_whenOneBitOfTheCounterFlips_flipByHalves() {
        for (int bit = 0; bit < 32; bit++) {
            int flipped = 0;
            for (int i = 0; i < 4096; i++) {
                long key = CounterRandom.hash(11, i);
                flipped += Integer.bitCount(CounterRandom.bits(key, i) ^ CounterRandom.bits(key, i ^ (1 << bit)));
            }
            assertThat(flipped / (4096.0 * 32)).as("bit %d", bit).isCloseTo(0.5, within(0.02));
        }
    }

    @Test
    void hash_whenOneBitFlips_flipsByHalves() {
        for (int bit = 0; bit < 64; bit++) {
            int flipped = 0;
            for (int i = 0; i < 4096; i++) {
                long key = CounterRandom.hash(3, i);
                flipped += Long.bitCount(CounterRandom.hash(key, i) ^ CounterRandom.hash(key ^ (1L << bit), i));
            }
            assertThat(flipped / (4096.0 * 64)).as("bit %d", bit).isCloseTo(0.5, within(0.01));
        }
    }

    @Test
    void hash_ofTwoParts_tellsThemApart() {
        long[] hashes = LongStream.range(0, 10_000)
                .map(i -> CounterRandom.hash(1, i / 100, i % 100))
                .distinct()
                .toArray();
        assertThat(hashes).hasSize(10_000);
        assertThat(CounterRandom.hash(1, 2, 3)).isNotEqualTo(CounterRandom.hash(1, 3, 2));
    }
}
