package refrain.benchmarks.kernel;

import static refrain.benchmarks.kernel.Values.START;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import refrain.kernel.Kernels;
import refrain.kernel.Masking;

/// Dropout of a window's activations.
@State(Scope.Thread)
public class MaskingBenchmark extends KernelBenchmark {
    private static final float RATE = 0.5f;
    private static final long KEY = 1;

    @Param({"plain", "vector128", "vector256", "vector512"})
    public String kernels = "";

    /// T·B × H of word-medium and char, T·B × E of char, whose rows end within a vector.
    @Param({"700x650", "2500x512", "2500x65"})
    public String shape = "";

    private Masking masking = Masking.plain();
    private int rows;
    private int columns;
    private int stride;
    private float[] x = new float[0];

    @Setup
    public void setUp() {
        masking = Kernels.named(kernels).masking();
        String[] sizes = shape.split("x");
        rows = Integer.parseInt(sizes[0]);
        columns = Integer.parseInt(sizes[1]);
        stride = (columns + 15) & -16; // rows of a matrix are padded
        x = Values.uniform(rows * stride);
    }

    @Benchmark
    public float[] dropout() {
        masking.dropout(x, START, rows, columns, stride, 0, columns, KEY, RATE);
        return x;
    }
}
