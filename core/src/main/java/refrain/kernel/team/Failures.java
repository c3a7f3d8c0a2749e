package refrain.kernel.team;

/// Throws on one thread what was caught on another.
final class Failures {
    private Failures() {}

    static void rethrow(Throwable thrown) {
        switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException("a worker threw a checked exception", thrown);
        }
    }
}
