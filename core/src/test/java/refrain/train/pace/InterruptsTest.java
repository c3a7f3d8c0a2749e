package refrain.train.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InterruptsTest {
    private final AtomicBoolean stop = new AtomicBoolean();

    private Interrupts interrupts(Duration patience) {
        return new Interrupts(stop, Duration.ofDays(1), Interrupts.NO_PAUSE, patience);
    }

    @Test
    void stop_isOverdue_onceItWasAskedForAndPatienceIsOver() {
        Interrupts none = interrupts(Duration.ZERO);
        Interrupts long1 = interrupts(Duration.ofDays(1));
        assertThat(none.stopOverdue()).isFalse();
        stop.set(true);
        assertThat(none.stopOverdue()).isTrue();
        assertThat(long1.stopRequested()).isTrue();
        assertThat(long1.stopOverdue()).isFalse();
    }

    /// Patience begins when the stop is asked for, however long the run has gone on by then.
    @Test
    void patience_doesNotCountWhatWasBefore() throws InterruptedException {
        Interrupts interrupts = interrupts(Duration.ofSeconds(30));
        assertThat(interrupts.stopRequested()).isFalse();
        Thread.sleep(2);
        assertThat(interrupts.stopRequested()).isFalse();
        stop.set(true);
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
