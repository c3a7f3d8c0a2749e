package refrain.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.random.CounterRandom;
import refrain.kernel.team.Team;

class NegativeSamplerTest {
    @ParameterizedTest
    @CsvSource({"2, 1", "65, 1", "65, 64", "1000, 17", "1000, 900", "50000, 1000"})
    void probabilities_addUpToTheSamples_andFall(int vocabulary, int samples) {
        NegativeSampler sampler = new NegativeSampler(vocabulary, samples, 1);
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
            assertThat(sampler.logProbability(v)).isLessThanOrEqualTo(v == 0 ? 0 : sampler.logProbability(v - 1));
            sum += StrictMath.exp(sampler.logProbability(v));
        }
        assertThat(sum).isCloseTo(samples, within(1e-4 * samples));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "65, 65", "65, 1000"})
    void samples_ofTheWholeVocabulary_areAllOfIt(int vocabulary, int samples) {
        NegativeSampler sampler = new NegativeSampler(vocabulary, samples, 1);
        assertThat(draw(sampler, 1, 5))
                .containsExactly(IntStream.range(0, vocabulary).toArray());
        assertThat(sampler.logProbability(vocabulary - 1)).isZero();
    }

    /// Over 4,000 draws each token's share lies within five standard deviations of its probability, and so does the
    /// share of two tokens drawn together: they are independent.
    @Test
    void shares_areTheProbabilities_andIndependent() {
        NegativeSampler sampler = new NegativeSampler(300, 40, 1);
        int draws = 4_000;
        int[] seen = new int[300];
        int[] withNext = new int[300];
        for (int update = 0; update < draws; update++) {
            draw(sampler, 1, update);
            for (int v = 0; v < 300; v++) {
                boolean drawn = sampler.place(v) >= 0;
                seen[v] += drawn ? 1 : 0;
                withNext[v] += drawn && v < 299 && sampler.place(v + 1) >= 0 ? 1 : 0;
            }
        }
        for (int v = 0; v < 299; v++) {
            double p = StrictMath.exp(sampler.logProbability(v));
            assertThat(seen[v]).as("token %d", v).isCloseTo((int) (p * draws), within(spread(p, draws)));
            double both = p * StrictMath.exp(sampler.logProbability(v + 1));
            assertThat(withNext[v])
                    .as("tokens %d, %d", v, v + 1)
                    .isCloseTo((int) (both * draws), within(spread(both, draws)));
        }
    }

    private static int spread(double p, int draws) {
        return (int) (5 * Math.sqrt(draws * p * (1 - p))) + 3;
    }

    @Test
    void draw_isAFunctionOfTheKey_onAnyNumberOfThreads() {
        int[] expected = draw(new NegativeSampler(5_000, 300, 1), 1, 7);
        assertThat(expected).isSorted().doesNotHaveDuplicates();
        assertThat(draw(new NegativeSampler(5_000, 300, 3), 3, 7)).containsExactly(expected);
        NegativeSampler used = new NegativeSampler(5_000, 300, 2);
        assertThat(draw(used, 2, 8)).isNotEqualTo(expected);
        assertThat(draw(used, 2, 7)).containsExactly(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(used.place(expected[i])).isEqualTo(i);
        }
        assertThat(IntStream.range(0, 5_000).filter(v -> used.place(v) >= 0).count())
                .isEqualTo(expected.length);
    }

    private static int[] draw(NegativeSampler sampler, int threads, long update) {
        try (Team team = Team.of(threads)) {
            team.run(worker -> sampler.draw(worker, CounterRandom.hash(1, update)));
        }
        return IntStream.range(0, sampler.count()).map(sampler::token).toArray();
    }
}
