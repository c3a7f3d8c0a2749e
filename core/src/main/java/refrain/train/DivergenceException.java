package refrain.train;

/// A run whose loss, gradient or weights have left all bounds, so that it needs other settings. The message says
/// what, at which rate, and what to try.
public final class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergenceException(String message) {
        super(message);
    }
}
