package refrain.train;

/// A run that may not start or cannot go on; the message says why and what to do, in a line or two.
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean diverged;

    TrainingException(String message) {
        this(message, false);
    }

    private TrainingException(String message, boolean diverged) {
        super(message);
        this.diverged = diverged;
    }

    static TrainingException ofDivergence(String message) {
        return new TrainingException(message, true);
    }

    /// Whether loss, gradient or weights have left all bounds, so that other settings are needed.
    public boolean isDivergence() {
        return diverged;
    }
}
