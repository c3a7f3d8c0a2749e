package refrain.train.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InterruptsTest {
    private final AtomicBoolean stop = new AtomicBoolean();

    private final AtomicLong nanos = new AtomicLong();

    private Interrupts interrupts(Duration patience) {
        return new Interrupts(stop, Duration.ofDays(1), Interrupts.NO_PAUSE, patience, nanos::get);
    }

    @Test
    void stop_isOverdue_onceItWasAskedForAndPatienceIsOver() {
        Interrupts interrupts = interrupts(Duration.ofSeconds(5));
        assertThat(interrupts.stopOverdue()).isFalse();
        stop.set(true);
        assertThat(interrupts.stopOverdue()).isFalse();
        nanos.addAndGet(4_999_999_999L);
        assertThat(interrupts.stopOverdue()).isFalse();
        nanos.addAndGet(1);
        assertThat(interrupts.stopOverdue()).isTrue();
    }

    /// Patience begins when the run learns of the wish, however long an update kept it from that.
    @Test
    void patience_doesNotCountWhatWasBefore() {
        Interrupts interrupts = interrupts(Duration.ofSeconds(5));
        assertThat(interrupts.stopRequested()).isFalse();
        stop.set(true);
        nanos.addAndGet(6_000_000_000L);
        assertThat(interrupts.stopRequested()).isTrue();
        assertThat(interrupts.stopOverdue()).isFalse();
    }

    @Test
    void pause_comesAfterItsUpdate() {
        Interrupts interrupts = new Interrupts(stop, Duration.ZERO, 7, Duration.ZERO);
        assertThat(interrupts.pausesAfter(6)).isFalse();
        assertThat(interrupts.pausesAfter(7)).isTrue();
        assertThat(interrupts.checkpointDue()).isTrue();
    }
}
