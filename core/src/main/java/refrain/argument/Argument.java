package refrain.argument;

/// Checks of arguments at the public door.
public final class Argument {
    private Argument() {}

    /// @throws IllegalArgumentException saying what was found and what was expected, if it is not `valid`
    public static void require(boolean valid, String name, Object found, String expected) {
        if (!valid) {
            throw new IllegalArgumentException("%s is %s; it must be %s".formatted(name, found, expected));
        }
    }
}
