package refrain.benchmarks.kernel;

import static refrain.benchmarks.kernel.Values.START;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import refrain.kernel.Activations;
import refrain.kernel.Kernels;

/// Elementary functions of the activations of a time step.
@State(Scope.Thread)
public class ActivationsBenchmark extends KernelBenchmark {
    private static final int ROWS = 20;

    @Param({"plain", "vector128", "vector256", "vector512"})
    public String kernels = "";

    /// H of word-small, char, word-medium and awd.
    @Param({"200", "512", "650", "1150"})
    public int hidden;

    private Activations activations = Activations.plain();
    private float[] source = new float[0];
    private float[] x = new float[0];

    @Setup
    public void setUp() {
        activations = Kernels.named(kernels).activations();
        source = Values.uniform(ROWS * hidden);
        x = source.clone();
    }

    @Benchmark
    public float[] sigmoid() {
        activations.sigmoid(x, START, ROWS, hidden, hidden);
        return x;
    }

    @Benchmark
    public float[] tanh() {
        activations.tanh(source, START, hidden, x, START, hidden, ROWS, hidden);
        return x;
    }

    /// With a copy, since repeated in place it would end at infinity.
    @Benchmark
    public float[] exp() {
        System.arraycopy(source, 0, x, 0, x.length);
        activations.exp(x, START, ROWS * hidden);
        return x;
    }

    /// With a copy, since repeated in place it would end at NaN.
    @Benchmark
    public float[] log() {
        System.arraycopy(source, 0, x, 0, x.length);
        activations.log(x, START, ROWS * hidden);
        return x;
    }
}
