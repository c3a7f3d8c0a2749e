package refrain.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Statistics;

class SeededRandomTest {
    private static final int DRAWS = 200_000;

    private final SeededRandom random = SeededRandom.of(42);

    @Test
    void sequence_isCounterRandomInOrder() {
        assertThat(IntStream.range(0, 5).mapToLong(i -> random.nextLong()))
                .containsExactly(
                        CounterRandom.hash(42, 0),
                        CounterRandom.hash(42, 1),
                        CounterRandom.hash(42, 2),
                        CounterRandom.hash(42, 3),
                        CounterRandom.hash(42, 4));
    }

    @Test
    void numbers_areWhatTheyEverWere() {
        assertThat(random.nextInt()).isEqualTo(-1109970394);
        assertThat(random.nextInt(1000)).isEqualTo(159);
        assertThat(random.nextFloat()).isEqualTo(0.2786011f);
        assertThat(random.nextDouble()).isEqualTo(0.34419071652363753);
        assertThat(random.nextGaussian()).isEqualTo(-0.6018779810957331);
        assertThat(random.nextBoolean()).isFalse();
    }

    @Test
    void state_restored_continuesTheSequence() {
        random.nextGaussian();
        SeededRandom restored = SeededRandom.of(random.state());
        for (int i = 0; i < 10; i++) {
            assertThat(restored.nextGaussian()).isEqualTo(random.nextGaussian());
            assertThat(restored.nextInt(7)).isEqualTo(random.nextInt(7));
        }
    }

    @Test
    void streams_ofOneSeed_areUncorrelated() {
        SeededRandom first = SeededRandom.of(42, 0);
        SeededRandom second = SeededRandom.of(42, 1);
        double[] interleaved = DoubleStream.generate(new DoubleSupplier() {
                    private boolean odd;

                    @Override
                    public double getAsDouble() {
                        odd = !odd;
                        return (odd ? first : second).nextDouble();
                    }
                })
                .limit(DRAWS)
                .toArray();
        assertThat(Statistics.serialCorrelation(interleaved, 1)).isCloseTo(0, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 16, 24, 32, 40, 48, 56})
    void nextLong_ofEachByte_isUniform(int shift) {
        assertThat(Statistics.chiSquareDeviation(256, DRAWS, i -> (int) (random.nextLong() >>> shift) & 255))
                .isBetween(-5.0, 5.0);
    }

    @Test
    void nextDouble_hasMomentsOfTheUniform() {
        assertUniform(draw(random::nextDouble));
    }

    @Test
    void nextFloat_hasMomentsOfTheUniform_andIsBelowOne() {
        double[] x = draw(random::nextFloat);
        assertUniform(x);
        assertThat(Arrays.stream(x).max().orElseThrow()).isLessThan(1);
        assertThat(x[0] * 0x1p24).isEqualTo(Math.rint(x[0] * 0x1p24));
    }

    private static void assertUniform(double[] x) {
        assertThat(Statistics.mean(x)).isCloseTo(0.5, within(0.003));
        assertThat(Statistics.variance(x)).isCloseTo(1.0 / 12, within(0.001));
        assertThat(kolmogorovSmirnov(x, v -> v)).isLessThan(KS_ONE_IN_A_THOUSAND);
        for (int lag = 1; lag <= 8; lag++) {
            assertThat(Statistics.serialCorrelation(x, lag)).as("lag %d", lag).isCloseTo(0, within(0.01));
        }
    }

    @Test
    void nextGaussian_isNormal() {
        double[] x = draw(random::nextGaussian);
        assertThat(Statistics.mean(x)).isCloseTo(0, within(0.01));
        assertThat(Statistics.variance(x)).isCloseTo(1, within(0.015));
        assertThat(Statistics.standardMoment(x, 3)).isCloseTo(0, within(0.03));
        assertThat(Statistics.standardMoment(x, 4)).isCloseTo(3, within(0.06));
        assertThat(Statistics.serialCorrelation(x, 1)).isCloseTo(0, within(0.01));
        assertThat(kolmogorovSmirnov(x, SeededRandomTest::normal)).isLessThan(KS_ONE_IN_A_THOUSAND);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 1000})
    void nextInt_belowBound_isUniform(int bound) {
        if (bound == 1) {
            assertThat(random.nextInt(1)).isZero();
        } else {
            assertThat(Statistics.chiSquareDeviation(bound, DRAWS, i -> random.nextInt(bound)))
                    .isBetween(-5.0, 5.0);
        }
    }

    /// Where a multiplication or a remainder without rejection is off by a third.
    @Test
    void nextInt_belowThreeQuartersOfTheRange_isUnbiased() {
        int bound = 3 << 29;
        assertThat(Statistics.chiSquareDeviation(3, DRAWS, i -> random.nextInt(bound) >>> 29))
                .isBetween(-5.0, 5.0);
        assertThat(Statistics.chiSquareDeviation(3, DRAWS, i -> random.nextInt(bound) % 3))
                .isBetween(-5.0, 5.0);
    }

    @Test
    void nextInt_ofARange_staysInIt() {
        assertThat(IntStream.range(0, 1000)
                        .map(i -> random.nextInt(-3, 4))
                        .distinct()
                        .sorted())
                .containsExactly(-3, -2, -1, 0, 1, 2, 3);
    }

    @Test
    void nextInt_ofNothing_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> random.nextInt(0))
                .withMessage("bound is 0; it must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> random.nextInt(5, 5))
                .withMessageStartingWith("from 5 to below 5");
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextInt(-2, Integer.MAX_VALUE));
    }

    private static double[] draw(DoubleSupplier source) {
        return DoubleStream.generate(source).limit(DRAWS).toArray();
    }

    private static final double KS_ONE_IN_A_THOUSAND = 1.95;

    private interface Distribution {
        double below(double x);
    }

    /// √n times the greatest distance between the distribution found and the one expected.
    private static double kolmogorovSmirnov(double[] x, Distribution expected) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double worst = 0;
        for (int i = 0; i < sorted.length; i++) {
            double p = expected.below(sorted[i]);
            worst = Math.max(worst, Math.max(p - (double) i / x.length, (i + 1.0) / x.length - p));
        }
        return worst * Math.sqrt(x.length);
    }

    /// Abramowitz and Stegun (1964), 26.2.17: within 7.5e-8.
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail = StrictMath.exp(-x * x / 2)
                / StrictMath.sqrt(2 * StrictMath.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x < 0 ? tail : 1 - tail;
    }
}
