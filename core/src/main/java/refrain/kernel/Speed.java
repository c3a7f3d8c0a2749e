package refrain.kernel;

import java.util.Arrays;

/// Short timings of this machine, to tell the user what to expect. They decide no result.
final class Speed {
    /// A product of 4 × 64 by 64 × 64 is small enough to be repeated even by the interpreter.
    private static final int ROWS = 4;

    private static final int INNER = 64;
    private static final long PRODUCT_NANOS = 90_000_000;
    private static final int MULTIPLY_ADDS = 10_000;
    private static final int BATCHES = 10;

    private Speed() {}

    /// The fastest of the products that fit into 90 ms, in Gflop/s; the first half of them only warm up.
    static double gigaflops(Products products) {
        float[] a = filled(ROWS * INNER);
        float[] b = filled(INNER * Products.PANEL);
        float[] c = new float[ROWS * Products.PANEL];
        Products.Layout layout = Products.Layout.rows(Products.PANEL, INNER, Products.PANEL);
        long best = Long.MAX_VALUE;
        long begin = System.nanoTime();
        for (long now = begin; now - begin < PRODUCT_NANOS; ) {
            products.multiply(layout, ROWS, INNER, a, 0, b, 0, c, 0);
            long end = System.nanoTime();
            best = Math.clamp(end - now, 1, best);
            now = end;
        }
        return 2.0 * ROWS * INNER * Products.PANEL / best;
    }

    /// Nanoseconds of one `Math.fma`, in the fastest of ten batches: a pause of the machine cannot make it look
    /// slow.
    static double multiplyAddNanos() {
        long best = Long.MAX_VALUE;
        float x = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            long begin = System.nanoTime();
            for (int i = 0; i < MULTIPLY_ADDS; i++) {
                x = Math.fma(x, 0.5f, 1f);
            }
            best = Math.min(best, System.nanoTime() - begin);
        }
        return x > 0 ? (double) best / MULTIPLY_ADDS : Double.NaN; // x is used, so the loop is not optimised away
    }

    private static float[] filled(int count) {
        float[] x = new float[count];
        Arrays.fill(x, 0.5f);
        return x;
    }
}
