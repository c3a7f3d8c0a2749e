package refrain.train.search;

import refrain.train.Status;
import refrain.train.Trainer;
import refrain.train.TrainingListener;

/// Measures a run's updates in its last quarter, when the machine code is compiled, and its first validation.
final class PaceMeter implements TrainingListener {
    /// The part of the time after which speed is measured.
    private static final double COMPILED = 0.75;

    private final Trainer trainer;
    private final double seconds;
    private final long begun = System.nanoTime();
    private long started;
    private double validation;
    private double markedAt = -1;
    private long marked;
    private double endedAt;
    private long ended;

    PaceMeter(Trainer trainer, double seconds) {
        this.trainer = trainer;
        this.seconds = seconds;
    }

    private double elapsed() {
        return (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void started(Status status) {
        started = System.nanoTime();
    }

    @Override
    public void validated(long update, double loss, boolean best) {
        if (update == 0) {
            validation = (System.nanoTime() - started) / 1e9;
        }
    }

    @Override
    public void updated(Status status) {
        ended = status.update();
        endedAt = elapsed();
        if (markedAt < 0 && endedAt >= COMPILED * seconds) {
            markedAt = endedAt;
            marked = ended;
        }
        if (endedAt >= seconds && (ended > marked || seconds == 0)) {
            trainer.requestStop();
        }
    }

    /// Seconds of an update.
    double update() {
        boolean whole = markedAt >= 0 && ended > marked;
        return whole ? (endedAt - markedAt) / (ended - marked) : endedAt / Math.max(1, ended);
    }

    /// Seconds of a validation.
    double validation() {
        return validation;
    }
}
