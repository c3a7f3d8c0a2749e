package refrain.benchmarks.kernel;

import static refrain.benchmarks.kernel.Values.START;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import refrain.kernel.Kernels;
import refrain.kernel.Rows;

/// Short rows as they move between products. `plain` makes a call of `System.arraycopy` or `Arrays.fill` for each.
@State(Scope.Thread)
public class RowsBenchmark extends KernelBenchmark {
    private static final int PANEL = 64;
    private static final int PIECE = 16;

    @Param({"plain", "vector128", "vector256", "vector512"})
    public String kernels = "";

    /// Panels and their rows: a panel of gates of word-medium, which stays in the second-level cache, and all of them.
    @Param({"1x700", "41x700"})
    public String shape = "";

    private Rows rows = Rows.plain();
    private int panels;
    private int count;
    private float[] from = new float[0];
    private float[] to = new float[0];
    private int[] named = new int[0];

    @Setup
    public void setUp() {
        rows = Kernels.named(kernels).rows();
        String[] sizes = shape.split("x");
        panels = Integer.parseInt(sizes[0]);
        count = Integer.parseInt(sizes[1]);
        from = Values.uniform(panels * count * PANEL);
        to = new float[from.length];
        named = new int[count];
        for (int row = 0; row < count; row++) {
            named[row] = row * 7 % 65;
        }
    }

    @Benchmark
    public float[] copy() {
        for (int panel = 0; panel < panels; panel++) {
            rows.copy(from, at(panel), PANEL, count, PANEL, to, at(panel), PANEL);
        }
        return to;
    }

    @Benchmark
    public float[] gather() {
        for (int panel = 0; panel < panels; panel++) {
            rows.gather(count, named, from, at(panel), to, at(panel));
        }
        return to;
    }

    @Benchmark
    public float[] fill() {
        for (int panel = 0; panel < panels; panel++) {
            rows.fill(from, START, count, to, at(panel));
        }
        return to;
    }

    /// Into the same slots each time, as a worker has them.
    @Benchmark
    public float[] cut() {
        for (int panel = 0; panel < panels; panel++) {
            int panelAt = at(panel);
            rows.cut(from, panelAt, count, PANEL / PIECE, to, START, count * PIECE);
        }
        return to;
    }

    private int at(int panel) {
        return START + panel * count * PANEL;
    }
}
