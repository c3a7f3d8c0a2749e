package refrain.benchmarks.work;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Products;
import refrain.kernel.Products.Layout;
import refrain.kernel.Team;
import refrain.kernel.Worker;

/// Every thread multiplies operands of its own that stay in its nearest caches, in the layout that suits the kernel.
final class ProductCeiling implements Work {
    /// Divisible by every height of a register tile.
    private static final int ROWS = 60;

    /// 32 KiB of B and 30 KiB of A.
    private static final int INNER = 128;

    /// Some milliseconds, beside which the threads' meeting is nothing.
    private static final int REPETITIONS = 1_000;

    private static final Layout LAYOUT = Layout.rows(Products.PANEL, INNER, Products.PANEL);

    /// Small, so that the sums stay finite.
    private static final float VALUE = 1e-3f;

    private final Products products = Kernels.best().products();
    private final Team team;
    private final float[][] a;
    private final float[][] b;
    private final float[][] c;

    ProductCeiling(int threads) {
        team = Team.of(threads);
        a = filled(threads, ROWS * INNER);
        b = filled(threads, INNER * Products.PANEL);
        c = filled(threads, ROWS * Products.PANEL);
    }

    private static float[][] filled(int threads, int size) {
        float[][] arrays = new float[threads][size];
        for (float[] array : arrays) {
            Arrays.fill(array, VALUE);
        }
        return arrays;
    }

    @Override
    public double once() {
        team.run(this::multiply);
        return 0;
    }

    private void multiply(Worker worker) {
        int mine = worker.index();
        for (int i = 0; i < REPETITIONS; i++) {
            products.multiply(LAYOUT, ROWS, INNER, a[mine], 0, b[mine], 0, c[mine], 0);
        }
    }

    @Override
    public long size() {
        return 2L * ROWS * INNER * Products.PANEL * REPETITIONS * team.size();
    }

    @Override
    public void close() {
        team.close();
    }
}
