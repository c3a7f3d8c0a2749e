package refrain.kernel;

import java.util.List;
import java.util.Locale;
import refrain.kernel.vector.Width;

/// A set of kernels, chosen once and handed down. All sets compute the same bits; they differ in speed.
/// @param name `plain`, `vector128`, `vector256` or `vector512`
public record Kernels(
        String name, Products products, Activations activations, Cells cells, Softmax softmax, Masking masking) {
    private static final String INCUBATOR = "jdk.incubator.vector";

    /// The names of all sets, whether this machine has them or not.
    public static final List<String> NAMES = List.of("plain", "vector128", "vector256", "vector512");

    /// The set this processor runs fastest: vectors of its preferred width, or plain Java where the incubator
    /// module is not among the running modules.
    public static Kernels best() {
        return hasVectors() ? vector(Width.preferred()) : plain();
    }

    /// The definition of every kernel, in plain Java.
    public static Kernels plain() {
        return new Kernels(
                "plain", Products.plain(), Activations.plain(), Cells.plain(), Softmax.plain(), Masking.plain());
    }

    /// The set of that name.
    /// @throws IllegalArgumentException if there is none, or it needs the incubator module and that is missing
    public static Kernels named(String name) {
        String known = name.toLowerCase(Locale.ROOT);
        if (!NAMES.contains(known)) {
            throw new IllegalArgumentException(
                    "kernels \"%s\" is none of %s".formatted(name, String.join(", ", NAMES)));
        }
        if (known.equals("plain")) {
            return plain();
        }
        if (!hasVectors()) {
            throw new IllegalArgumentException(
                    "kernels %s need the Vector API; add --add-modules %s".formatted(known, INCUBATOR));
        }
        return vector(Width.of(Integer.parseInt(known.substring("vector".length()))));
    }

    /// Whether the Vector API is among the running modules.
    public static boolean hasVectors() {
        return ModuleLayer.boot().findModule(INCUBATOR).isPresent();
    }

    private static Kernels vector(Width width) {
        return new Kernels(
                "vector" + width.bits(),
                width.products(),
                width.activations(),
                width.cells(),
                width.softmax(),
                width.masking());
    }
}
