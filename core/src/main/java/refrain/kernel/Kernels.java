package refrain.kernel;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import refrain.kernel.vector.Width;
import refrain.refusal.RefusalException;

/// A set of kernels, chosen once and handed down. All sets compute the same bits; they differ in speed.
/// @param name `plain`, `vector128`, `vector256` or `vector512`
public record Kernels(
        String name,
        Products products,
        Activations activations,
        Cells cells,
        Softmax softmax,
        Masking masking,
        Rows rows) {
    private static final String INCUBATOR = "jdk.incubator.vector";

    /// A fused multiply-add takes about a nanosecond compiled and some ten interpreted; in software, by BigDecimal,
    /// some hundreds.
    private static final double SLOWEST_MULTIPLY_ADD_NANOS = 100;

    private static final System.Logger LOG = System.getLogger(Kernels.class.getName());
    private static final AtomicBoolean ANNOUNCED = new AtomicBoolean();

    /// The names of all sets, whether this machine has them or not.
    public static final List<String> NAMES = List.of("plain", "vector128", "vector256", "vector512");

    /// The set this processor runs fastest: vectors of its preferred width, or plain Java where the incubator
    /// module is not among the running modules; then the log says so once, with the speed of plain Java here and
    /// what to add.
    public static Kernels best() {
        Kernels best = hasVectors() ? vector(Width.preferred()) : plain();
        if (ANNOUNCED.compareAndSet(false, true)) {
            announce(best);
        }
        return best;
    }

    private static void announce(Kernels chosen) {
        if (hasVectors()) {
            LOG.log(System.Logger.Level.DEBUG, "kernels: {0}", chosen.name());
        } else if (LOG.isLoggable(System.Logger.Level.WARNING)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    String.format(
                            Locale.ROOT,
                            "kernels: plain Java, %.1f Gflop/s on one core here; for the faster ones add --add-modules %s",
                            Speed.gigaflops(chosen.products()),
                            INCUBATOR));
        }
    }

    /// Refuses a processor without fused multiply-add, on which every product would be computed by BigDecimal.
    /// Takes about a millisecond where there is one. Training calls this before it begins.
    /// @throws RefusalException with what was measured
    public static void requireFusedMultiplyAdd() {
        double nanos = Speed.multiplyAddNanos();
        if (nanos > SLOWEST_MULTIPLY_ADD_NANOS) {
            throw new RefusalException(String.format(
                    Locale.ROOT,
                    "a fused multiply-add takes %.0f ns here, because it is computed in software; train on a processor"
                            + " with FMA (x86-64: Haswell or Zen and later), where it takes about 1 ns",
                    nanos));
        }
    }

    /// The definition of every kernel, in plain Java.
    public static Kernels plain() {
        return new Kernels(
                "plain",
                Products.plain(),
                Activations.plain(),
                Cells.plain(),
                Softmax.plain(),
                Masking.plain(),
                Rows.plain());
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
                width.masking(),
                width.rows());
    }
}
