package refrain.nn.tape;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Worker;
import refrain.nn.weights.Layouts;
import refrain.nn.weights.OutputWeights;

/// The gradients of [SoftmaxLoss], from those of one group's logits.
final class SoftmaxGradients {
    private static final int PANEL = Products.PANEL;
    private static final int BLOCK = 16;

    /// Tokens summed over at a time for dh: a block of W and of every panel fits the second-level cache.
    private static final int INNER_BLOCK = 256;

    /// Rows of dW made at a time, for the same reason.
    private static final int VOCABULARY_BLOCK = 96;

    private final Kernels kernels;
    private final OutputWeights weights;
    private final Tensor input;
    private final float[] logits;
    private final int vocabulary;
    private final int hidden;
    private final float[] transposed;
    private final float[][] packed;
    private final float[][] lanes;
    private final float[] rowPanels;
    private final int groupRows;
    private final Products.Layout hiddenLayout;
    private final Layouts weightLayouts;

    SoftmaxGradients(
            Kernels kernels,
            OutputWeights weights,
            Tensor input,
            float[] logits,
            int groupPanels,
            Window window,
            int workers,
            boolean trained) {
        this.kernels = kernels;
        this.weights = weights;
        this.input = input;
        this.logits = logits;
        vocabulary = weights.w.rows();
        hidden = weights.w.columns();
        groupRows = trained ? groupPanels * PANEL : 0;
        transposed = new float[Math.multiplyExact(groupRows, hidden)];
        packed = new float[workers][trained ? INNER_BLOCK * PANEL : 0];
        lanes = new float[workers][PANEL];
        rowPanels = new float[Panels.size(groupRows, weights.w.stride())];
        hiddenLayout = Products.Layout.across(PANEL, PANEL);
        weightLayouts = Layouts.rows(PANEL, weights.w.stride());
    }

    /// The worker's share: dh of the group's rows, and the group's part of dW and db.
    void run(Worker worker, Window window, int first, int count) {
        int rows = Math.min(count * PANEL, window.rows() - first * PANEL);
        hiddenGradient(worker, first, count, rows);
        int from = worker.from(rows);
        int start = input.row(first * PANEL);
        Panels.copy(input.value(), start, input.stride(), input.stride(), from, worker.to(rows), rowPanels, groupRows);
        worker.meet();
        weightGradient(worker, first, count, rows);
        biasGradient(worker, first, count, rows);
    }

    /// dhᵀ: each worker makes some columns of dh for all rows, 64 at a time, then turns them back.
    private void hiddenGradient(Worker worker, int first, int count, int rows) {
        int blocks = input.stride() / BLOCK;
        int from = worker.from(blocks) * BLOCK;
        int to = Math.min(hidden, worker.to(blocks) * BLOCK);
        for (int panel = 0; panel < count; panel++) {
            Arrays.fill(transposed, (panel * hidden + from) * PANEL, (panel * hidden + to) * PANEL, 0f);
        }
        for (int v = 0; v < vocabulary; v += INNER_BLOCK) {
            int inner = Math.min(INNER_BLOCK, vocabulary - v);
            for (int h = from; h < to; h += PANEL) {
                hiddenGradient(packed[worker.index()], count, v, inner, h, Math.min(PANEL, to - h));
            }
        }
        for (int panel = 0; panel < count; panel++) {
            turnBack(first, panel, Math.min(PANEL, rows - panel * PANEL), from, to);
        }
    }

    private void hiddenGradient(float[] pack, int count, int v, int inner, int h, int width) {
        float[] w = weights.connections.values();
        int stride = weights.w.stride();
        for (int k = 0; k < inner; k++) {
            System.arraycopy(w, (v + k) * stride + h, pack, k * PANEL, width);
        }
        for (int panel = 0; panel < count; panel++) {
            kernels.products()
                    .multiply(
                            hiddenLayout,
                            width,
                            inner,
                            pack,
                            0,
                            logits,
                            (panel * vocabulary + v) * PANEL,
                            transposed,
                            (panel * hidden + h) * PANEL);
        }
    }

    private void turnBack(int first, int panel, int rows, int from, int to) {
        for (int row = 0; row < rows; row++) {
            int at = input.row((first + panel) * PANEL + row);
            for (int h = from; h < to; h++) {
                input.gradient()[at + h] = transposed[(panel * hidden + h) * PANEL + row];
            }
        }
    }

    private void weightGradient(Worker worker, int first, int count, int rows) {
        int end = worker.to(vocabulary);
        int stride = weights.w.stride();
        for (int v = worker.from(vocabulary); v < end; v += VOCABULARY_BLOCK) {
            int block = Math.min(VOCABULARY_BLOCK, end - v);
            if (first == 0) {
                Arrays.fill(weights.w.gradient(), v * stride, (v + block) * stride, 0f);
            }
            for (int column = 0; column < Panels.count(stride); column++) {
                weightGradient(v, block, column, count, rows);
            }
        }
    }

    private void weightGradient(int v, int block, int column, int count, int rows) {
        int width = Panels.width(column, weights.w.stride());
        for (int panel = 0; panel < count; panel++) {
            kernels.products()
                    .multiply(
                            weightLayouts.of(width),
                            block,
                            Math.min(PANEL, rows - panel * PANEL),
                            logits,
                            (panel * vocabulary + v) * PANEL,
                            rowPanels,
                            (column * groupRows + panel * PANEL) * PANEL,
                            weights.w.gradient(),
                            v * weights.w.stride() + column * PANEL);
        }
    }

    private void biasGradient(Worker worker, int first, int count, int rows) {
        float[] sum = lanes[worker.index()];
        float[] dBias = weights.bias.gradient();
        for (int v = worker.from(vocabulary); v < worker.to(vocabulary); v++) {
            Arrays.fill(sum, 0f);
            for (int panel = 0; panel < count; panel++) {
                int at = (panel * vocabulary + v) * PANEL;
                int width = Math.min(PANEL, rows - panel * PANEL);
                for (int i = 0; i < width; i++) {
                    sum[i] += logits[at + i];
                }
            }
            float folded = fold(sum);
            dBias[v] = first == 0 ? folded : dBias[v] + folded;
        }
    }

    private static float fold(float[] lanes) {
        for (int half = PANEL / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }
}
