package refrain.train;

/// A run that may not start or cannot go on; the message says why and what to do, in a line or two.
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingException(String message) {
        super(message);
    }
}
