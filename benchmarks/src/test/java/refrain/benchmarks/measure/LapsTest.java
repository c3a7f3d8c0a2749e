package refrain.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import refrain.benchmarks.work.Work;

class LapsTest {
    /// Five tokens each time, with a loss of as many nats as it was done before.
    private static final class Counting implements Work {
        private int times;

        @Override
        public double once() {
            return times++;
        }

        @Override
        public long size() {
            return 5;
        }

        @Override
        public void close() {}
    }

    @Test
    void of_noTime_isOneLap() {
        Laps laps = Laps.of(new Counting(), 0);
        assertThat(laps.count()).isEqualTo(1);
        assertThat(laps.loss()).isZero();
    }

    @Test
    void of_fewest_goesOnUntilThen() {
        Laps laps = Laps.of(new Counting(), 0, 3);
        assertThat(laps.count()).isEqualTo(3);
        assertThat(laps.loss()).isEqualTo(2);
    }

    @Test
    void of_seconds_goesOnUntilTheyAreOver() {
        Laps laps = Laps.of(new Counting(), 0.01);
        assertThat(laps.count()).isGreaterThan(1);
        assertThat(laps.seconds()).isBetween(0.01, 10.0);
    }

    @Test
    void rate_isWorkBySeconds() {
        Laps laps = new Laps(5);
        laps.add(1_000_000);
        laps.add(3_000_000);
        assertThat(laps.seconds()).isEqualTo(0.004, within(1e-12));
        assertThat(laps.rate()).isEqualTo(2_500, within(1e-6));
    }

    @Test
    void microseconds_areLapsThatWere() {
        Laps laps = new Laps(1);
        for (int lap = 2000; lap >= 1; lap--) {
            laps.add(lap * 1000L);
        }
        assertThat(laps.count()).isEqualTo(2000);
        assertThat(laps.microseconds(0.5)).isEqualTo(1000);
        assertThat(laps.microseconds(0.99)).isEqualTo(1980);
        assertThat(laps.microseconds(0)).isEqualTo(1);
    }
}
