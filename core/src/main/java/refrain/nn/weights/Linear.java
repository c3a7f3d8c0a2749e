package refrain.nn.weights;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;

/// A linear map of rows, as a trained parameter and packed for both directions.
/// ```
/// y ← y + W·x      W: [M×K]      dx ← dx + dy·W
/// ```
/// Rows of x and y are padded: K and M rounded up to a multiple of 16 floats.
public final class Linear {
    private static final int SLOT = 16;

    public final Parameter w;

    private final Slab slab;
    private final int outputs;
    private final Panels forward;
    private final Layouts forwardLayouts;
    private final Layouts backwardLayouts;
    private @Nullable Panels backward;

    Linear(String name, int rows, int columns, Slab slab) {
        this.slab = slab;
        w = Parameter.matrix(name, rows, columns);
        outputs = Parameter.padded(rows);
        forward = Panels.of(slab, columns, outputs);
        forwardLayouts = Layouts.rows(w.stride(), outputs);
        backwardLayouts = Layouts.rows(outputs, w.stride());
    }

    /// Floats of a row of y.
    public int outputStride() {
        return outputs;
    }

    /// Makes room for the backward pass.
    void train() {
        if (backward == null) {
            backward = Panels.of(slab, w.rows(), w.stride());
        }
    }

    /// Packs the worker's share for the forward pass.
    void packForward(Worker worker) {
        for (int panel = worker.from(forward.count()); panel < worker.to(forward.count()); panel++) {
            for (int column = 0; column < forward.width(panel); column += SLOT) {
                int row = forward.first(panel) + column;
                int count = Math.clamp(w.rows() - (long) row, 0, SLOT);
                forward.copyAcross(w.value(), row * w.stride(), w.stride(), count, panel, column);
            }
        }
    }

    /// Packs the worker's share for the backward pass.
    void packBackward(Worker worker) {
        for (int row = worker.from(w.rows()); row < worker.to(w.rows()); row++) {
            backward().copyRow(w.value(), row * w.stride(), row);
        }
    }

    private Panels backward() {
        if (backward == null) {
            throw new IllegalStateException(w.name() + " has no room for a backward pass; train() makes it");
        }
        return backward;
    }

    /// y ← W·x of `rows` rows that follow each other.
    public void multiply(Kernels kernels, int rows, float[] x, int xAt, float[] y, int yAt) {
        Arrays.fill(y, yAt, yAt + rows * outputs, 0f);
        add(kernels, forward, forwardLayouts, rows, w.columns(), x, xAt, y, yAt);
    }

    /// dx ← dx + dy·W of `rows` rows that follow each other.
    public void addBack(Kernels kernels, int rows, float[] dy, int dyAt, float[] dx, int dxAt) {
        add(kernels, backward(), backwardLayouts, rows, w.rows(), dy, dyAt, dx, dxAt);
    }

    private static void add(
            Kernels kernels,
            Panels weights,
            Layouts layouts,
            int rows,
            int inner,
            float[] from,
            int fromAt,
            float[] to,
            int toAt) {
        for (int panel = 0; panel < weights.count(); panel++) {
            kernels.products()
                    .multiply(
                            layouts.of(weights.width(panel)),
                            rows,
                            inner,
                            from,
                            fromAt,
                            weights.floats(),
                            weights.at(panel),
                            to,
                            toAt + weights.first(panel));
        }
    }
}
