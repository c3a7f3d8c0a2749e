package refrain.nn.step;

import java.util.Objects;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Softmax;
import refrain.nn.weights.Layouts;
import refrain.nn.weights.OutputWeights;

/// The output layer of a [Stepper]. Logits are computed when they are first asked for, for all slots that have read a
/// token since: a prompt costs none, and slots that advance together share one read of the weights.
final class StepOutput {
    private final Kernels kernels;
    private final StepPanels panels;
    private final int vocabulary;
    private final int hidden;
    private final int stride;
    private final float[] top;
    private final float[] gathered;
    private final float[] logits;
    private final float[] products;
    private final float[] max;
    private final float[] logSum;
    private final boolean[] stale;
    private final int[] slotOfRow;
    private final float[] scratch = new float[Softmax.SCRATCH];
    private final Layouts layouts;

    StepOutput(Kernels kernels, OutputWeights weights, StepPanels panels, int slots) {
        this.kernels = kernels;
        this.panels = panels;
        vocabulary = weights.w.rows();
        hidden = weights.w.columns();
        stride = weights.w.stride();
        top = new float[slots * stride];
        gathered = new float[slots * stride];
        logits = new float[Math.multiplyExact(slots, panels.columns)];
        products = new float[logits.length];
        max = new float[slots];
        logSum = new float[slots];
        stale = new boolean[slots];
        slotOfRow = new int[slots];
        layouts = Layouts.rows(stride, panels.columns);
    }

    /// Takes the top layer's h of the slots that advanced.
    void read(float[] output, int start, int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(output, start + i * stride, top, slots[i] * stride, stride);
            stale[slots[i]] = true;
        }
    }

    void logProbabilities(int slot, float[] out) {
        refresh(slot);
        int at = slot * panels.columns;
        for (int v = 0; v < vocabulary; v++) {
            out[v] = (logits[at + v] - max[slot]) - logSum[slot];
        }
    }

    float logProbability(int slot, int token) {
        Objects.checkIndex(token, vocabulary);
        refresh(slot);
        return (logits[slot * panels.columns + token] - max[slot]) - logSum[slot];
    }

    void copy(int from, int to) {
        System.arraycopy(top, from * stride, top, to * stride, stride);
        stale[to] = stale[from];
        if (!stale[from]) {
            System.arraycopy(logits, from * panels.columns, logits, to * panels.columns, panels.columns);
            max[to] = max[from];
            logSum[to] = logSum[from];
        }
    }

    private void refresh(int slot) {
        if (!stale[slot]) {
            return;
        }
        int rows = gather();
        multiply(rows);
        for (int row = 0; row < rows; row++) {
            int to = slotOfRow[row];
            System.arraycopy(products, row * panels.columns, logits, to * panels.columns, panels.columns);
            kernels.softmax().normalizer(logits, to * panels.columns, vocabulary, scratch);
            max[to] = scratch[0];
            logSum[to] = scratch[1];
            stale[to] = false;
        }
    }

    private int gather() {
        int rows = 0;
        for (int slot = 0; slot < stale.length; slot++) {
            if (stale[slot]) {
                System.arraycopy(top, slot * stride, gathered, rows * stride, stride);
                slotOfRow[rows++] = slot;
            }
        }
        return rows;
    }

    private void multiply(int rows) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(panels.bias, 0, products, row * panels.columns, panels.columns);
        }
        Panels weights = panels.weights;
        for (int panel = 0; panel < weights.count(); panel++) {
            kernels.products()
                    .multiply(
                            layouts.of(weights.width(panel)),
                            rows,
                            hidden,
                            gathered,
                            0,
                            weights.floats(),
                            weights.at(panel),
                            products,
                            weights.first(panel));
        }
    }
}
