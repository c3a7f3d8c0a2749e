package refrain.train.config;

/// A check apart from [TrainingConfig], so that what its default is made of can be made first.
final class Requirement {
    private Requirement() {}

    static void require(boolean valid, String name, Object found, String expected) {
        if (!valid) {
            throw new IllegalArgumentException("%s is %s; it must be %s".formatted(name, found, expected));
        }
    }
}
