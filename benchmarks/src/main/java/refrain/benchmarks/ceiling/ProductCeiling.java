package refrain.benchmarks.ceiling;

import java.util.Arrays;
import refrain.benchmarks.work.Work;
import refrain.kernel.Kernels;
import refrain.kernel.Products;
import refrain.kernel.Products.Layout;
import refrain.kernel.Slab;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;

/// Every thread multiplies operands of its own that stay in its nearest caches, in the layout that suits the kernel.
public final class ProductCeiling implements Work {
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
    private final Slab.Span[] a;
    private final Slab.Span[] b;
    private final Slab.Span[] c;

    public ProductCeiling(int threads) {
        team = Team.of(threads);
        Slab slab = new Slab();
        a = filled(slab, threads, ROWS * INNER);
        b = filled(slab, threads, INNER * Products.PANEL);
        c = filled(slab, threads, ROWS * Products.PANEL);
    }

    private static Slab.Span[] filled(Slab slab, int threads, int size) {
        Slab.Span[] spans = new Slab.Span[threads];
        for (int i = 0; i < threads; i++) {
            spans[i] = slab.of(size);
            Arrays.fill(spans[i].floats(), spans[i].start(), spans[i].start() + size, VALUE);
        }
        return spans;
    }

    @Override
    public double once() {
        team.run(this::multiply);
        return 0;
    }

    private void multiply(Worker worker) {
        Slab.Span x = a[worker.index()];
        Slab.Span y = b[worker.index()];
        Slab.Span z = c[worker.index()];
        for (int i = 0; i < REPETITIONS; i++) {
            products.multiply(LAYOUT, ROWS, INNER, x.floats(), x.start(), y.floats(), y.start(), z.floats(), z.start());
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
