package refrain.benchmarks.kernel;

import static refrain.benchmarks.kernel.Values.START;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import refrain.kernel.Kernels;
import refrain.kernel.Products;
import refrain.kernel.Products.Layout;

/// One panel of a product: `2 · rows · inner · 64` floating-point operations.
@State(Scope.Thread)
public class ProductsBenchmark extends KernelBenchmark {
    @Param({"plain", "vector128", "vector256", "vector512"})
    public String kernels = "";

    /// ROWSxINNER of h·U, where rows are the streams, and of x·W, where they are all of a window, on word-small, char,
    /// word-medium and awd.
    @Param({"20x200", "400x200", "50x512", "2500x512", "20x650", "700x650", "20x1150", "1400x1150"})
    public String shape = "";

    private Products products = Products.plain();
    private Layout layout = Layout.rows(Products.PANEL, 1, Products.PANEL);
    private int rows;
    private int inner;
    private float[] a = new float[0];
    private float[] b = new float[0];
    private float[] c = new float[0];

    @Setup
    public void setUp() {
        products = Kernels.named(kernels).products();
        String[] sizes = shape.split("x");
        rows = Integer.parseInt(sizes[0]);
        inner = Integer.parseInt(sizes[1]);
        int stride = (inner + 15) & -16; // rows of a matrix are padded
        layout = Layout.rows(Products.PANEL, stride, Products.PANEL);
        a = Values.uniform(rows * stride);
        b = Values.uniform(inner * Products.PANEL);
        c = Values.uniform(rows * Products.PANEL);
    }

    @Benchmark
    public float[] multiply() {
        products.multiply(layout, rows, inner, a, START, b, START, c, START);
        return c;
    }
}
