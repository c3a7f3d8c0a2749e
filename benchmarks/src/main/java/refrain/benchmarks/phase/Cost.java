package refrain.benchmarks.phase;

import java.util.Locale;

/// What a phase computes and moves in one update.
///
/// @param operations multiplications and additions of its products; 0 of a phase without products
/// @param bytes that it must move at least: every operand read once, every result written once
/// @param resident bytes that it goes through again and again, of its largest product: they decide which cache they
///     come from
record Cost(long operations, long bytes, long resident) {
    static final Cost NONE = new Cost(0, 0, 0);

    /// `[rows × inner]·[inner × columns]`, so many times.
    static Cost product(long times, long rows, long inner, long columns) {
        long once = Float.BYTES * (rows * inner + inner * columns + rows * columns);
        return new Cost(2 * times * rows * inner * columns, times * once, once);
    }

    Cost plus(Cost other) {
        return new Cost(operations + other.operations, bytes + other.bytes, Math.max(resident, other.resident));
    }

    boolean isProduct() {
        return operations > 0;
    }

    /// Arithmetic intensity, in operations a byte.
    double intensity() {
        return (double) operations / bytes;
    }

    /// A number of bytes to read, as 4.2 kB or 52.3 MB.
    static String size(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes * 1e-3)
                : String.format(Locale.ROOT, "%.1f MB", bytes * 1e-6);
    }
}
