package refrain.benchmarks.kernel;

import static refrain.benchmarks.kernel.Values.START;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import refrain.kernel.Kernels;
import refrain.kernel.Products;
import refrain.kernel.Softmax;

/// Softmax and its gradient for a strip of 16 rows; the normalizer of one row, as generation needs it.
@State(Scope.Thread)
public class SoftmaxBenchmark extends KernelBenchmark {
    @Param({"plain", "vector128", "vector256", "vector512"})
    public String kernels = "";

    /// V of the character and of the word configurations.
    @Param({"65", "10000"})
    public int vocabulary;

    private Softmax softmax = Softmax.plain();
    private Softmax.Strips strips = strips(1);
    private final float[] scratch = new float[Softmax.SCRATCH];

    @Setup
    public void setUp() {
        softmax = Kernels.named(kernels).softmax();
        strips = strips(vocabulary);
    }

    private static Softmax.Strips strips(int vocabulary) {
        float[] logits = Values.uniform(vocabulary * Products.PANEL);
        return new Softmax.Strips(logits, vocabulary, new int[Softmax.STRIP], new float[Softmax.STRIP]);
    }

    @Benchmark
    public Softmax.Strips loss() {
        softmax.loss(strips, START, 0, Softmax.STRIP, scratch);
        return strips;
    }

    @Benchmark
    public Softmax.Strips gradient() {
        softmax.gradient(strips, START, 0, Softmax.STRIP, 1, scratch);
        return strips;
    }

    @Benchmark
    public float[] normalizer() {
        softmax.normalizer(strips.logits(), START, vocabulary, scratch);
        return scratch;
    }
}
