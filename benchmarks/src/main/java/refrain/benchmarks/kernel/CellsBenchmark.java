package refrain.benchmarks.kernel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Products;

/// The element-wise part of one step of a cell, for 16 units; forward without the sigmoids,
/// which [ActivationsBenchmark] measures.
@State(Scope.Thread)
public class CellsBenchmark extends KernelBenchmark {
    private static final int GATES = 4;

    /// H of word-medium, padded: how far apart the rows of a state lie.
    private static final int STRIDE = 656;

    @Param({"plain", "vector128", "vector256", "vector512"})
    public String kernels = "";

    /// Streams of the word configurations and of char.
    @Param({"20", "50"})
    public int rows;

    private Cells cells = Cells.plain();
    private final Cells.Place place = new Cells.Place();
    private Cells.States states = states(0);
    private Cells.Gradients gradients = gradients(0);

    @Setup
    public void setUp() {
        cells = Kernels.named(kernels).cells();
        place.state = rows * STRIDE;
        place.rows = rows;
        place.stride = STRIDE;
        states = states(rows);
        gradients = gradients(rows);
    }

    private static Cells.States states(int rows) {
        int both = 2 * rows * STRIDE; // the step before and this one
        return new Cells.States(
                Values.uniform(rows * Products.PANEL),
                Values.uniform(both),
                Values.uniform(both),
                Values.uniform(both));
    }

    private static Cells.Gradients gradients(int rows) {
        return new Cells.Gradients(
                Values.uniform(2 * rows * STRIDE),
                Values.uniform(rows * STRIDE),
                Values.uniform(GATES * rows * STRIDE));
    }

    @Benchmark
    public Cells.States lstmForward() {
        cells.lstmCell(states, place);
        cells.lstmHidden(states, place);
        return states;
    }

    @Benchmark
    public Cells.Gradients lstmBackward() {
        cells.lstmBackward(states, gradients, place, 0, 0);
        return gradients;
    }

    @Benchmark
    public Cells.States gruForward() {
        cells.gruHidden(states, place);
        return states;
    }

    @Benchmark
    public Cells.Gradients gruBackward() {
        cells.gruBackward(states, gradients, place, 0);
        return gradients;
    }
}
