package refrain.train.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void bound_isTheEarlierOfUpdatesAndEpochs() {
        assertThat(Limits.epochs(3).bound(10)).isEqualTo(30);
        assertThat(Limits.epochs(3).withUpdates(29).bound(10)).isEqualTo(29);
        assertThat(Limits.minutes(1).bound(10)).isEqualTo(Limits.NO_UPDATES);
    }

    @Test
    void bound_ofMoreUpdatesThanCanBeCounted_isNone() {
        assertThat(Limits.epochs(2_000_000_000).bound(Long.MAX_VALUE / 2)).isEqualTo(Limits.NO_UPDATES);
        assertThat(Limits.epochs(2_000_000_000).withUpdates(7).bound(Long.MAX_VALUE / 2))
                .isEqualTo(7);
    }
}
