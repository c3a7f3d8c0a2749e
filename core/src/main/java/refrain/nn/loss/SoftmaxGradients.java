package refrain.nn.loss;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.Worker;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.weights.Layouts;
import refrain.nn.weights.OutputWeights;

/// The gradients of [SoftmaxLoss], from those of one group's logits.
public final class SoftmaxGradients {
    private static final int PANEL = Products.PANEL;
    /// Tokens summed over at a time for dh: a block of W and of every panel fits the second-level cache.
    public static final int INNER_BLOCK = 256;

    /// Rows of dW made at a time, for the same reason.
    static final int VOCABULARY_BLOCK = 96;

    private final Kernels kernels;
    private final OutputWeights weights;
    private final Tensor input;
    private final Panels logits;
    private final int vocabulary;
    private final Panels[] packed;
    private final float[][] rowsOfTokens;
    private final float[][] lanes;
    private final Panels rowPanels;
    private final int groupRows;
    private final Layouts hiddenLayouts;
    private final Layouts weightLayouts;

    public SoftmaxGradients(
            Kernels kernels,
            OutputWeights weights,
            Tensor input,
            Panels logits,
            int groupPanels,
            int workers,
            boolean trained,
            Slab slab) {
        this.kernels = kernels;
        this.weights = weights;
        this.input = input;
        this.logits = logits;
        vocabulary = weights.w.rows();
        groupRows = trained ? groupPanels * PANEL : 0;
        packed = new Panels[workers];
        Arrays.setAll(packed, i -> Panels.of(slab, trained ? INNER_BLOCK : 0, PANEL));
        rowsOfTokens = new float[workers][Math.multiplyExact(block(vocabulary, workers), groupRows)];
        lanes = new float[workers][PANEL];
        rowPanels = Panels.of(slab, groupRows, weights.w.stride());
        hiddenLayouts = Layouts.across(input.stride());
        weightLayouts = Layouts.rows(groupRows, weights.w.stride()).streaming(rowPanels.stream(1));
    }

    /// The most rows of dW that a worker makes at a time.
    public static int block(int vocabulary, int workers) {
        return Math.min(VOCABULARY_BLOCK, Math.ceilDiv(vocabulary, workers));
    }

    /// The worker's share: dh of the group's rows, and the group's part of dW and db.
    public void run(Worker worker, Window window, int first, int count) {
        int rows = Math.min(count * PANEL, window.rows() - first * PANEL);
        hiddenGradient(worker, first, rows);
        int from = worker.from(rows);
        int start = input.row(first * PANEL);
        rowPanels.copyRows(input.value(), start, input.stride(), from, worker.to(rows));
        worker.meet();
        weightGradient(worker, first, count, rows);
        biasGradient(worker, first, rows);
    }

    /// Each worker makes some rows of dh: so it reads only their logits, across their panels, and a block
    /// of them stays in its second-level cache while W goes by in panels. W, which is packed by all, is
    /// read once by each.
    private void hiddenGradient(Worker worker, int first, int rows) {
        int from = worker.from(rows);
        int to = worker.to(rows);
        int columns = input.stride();
        int start = input.row(first * PANEL);
        Arrays.fill(input.gradient(), start + from * columns, start + to * columns, 0f);
        Panels block = packed[worker.index()];
        for (int v = 0; v < vocabulary; v += INNER_BLOCK) {
            int inner = Math.min(INNER_BLOCK, vocabulary - v);
            for (int panel = 0; panel < Panels.count(columns); panel++) {
                int h = Panels.first(panel, columns);
                int width = Panels.width(panel, columns);
                pack(block, v, inner, h, width);
                for (int row = from; row < to; row = Math.min(to, row / PANEL * PANEL + PANEL)) {
                    hiddenGradient(block, row, to, v, inner, start + h, width);
                }
            }
        }
    }

    private void pack(Panels block, int v, int inner, int h, int width) {
        float[] w = weights.connections.values();
        int stride = weights.w.stride();
        for (int k = 0; k < inner; k++) {
            System.arraycopy(w, (v + k) * stride + h, block.floats(), block.at(0, k), width);
        }
    }

    /// From `row` to the end of its panel, or to `to`.
    private void hiddenGradient(Panels block, int row, int to, int v, int inner, int start, int width) {
        int panel = row / PANEL;
        kernels.products()
                .multiply(
                        hiddenLayouts.of(width),
                        Math.min(to, (panel + 1) * PANEL) - row,
                        inner,
                        logits.floats(),
                        logits.at(panel, v) + row % PANEL,
                        block.floats(),
                        block.at(0),
                        input.gradient(),
                        start + row * input.stride());
    }

    private void weightGradient(Worker worker, int first, int count, int rows) {
        int end = worker.to(vocabulary);
        int stride = weights.w.stride();
        float[] gradients = rowsOfTokens[worker.index()];
        for (int v = worker.from(vocabulary); v < end; v += VOCABULARY_BLOCK) {
            int block = Math.min(VOCABULARY_BLOCK, end - v);
            if (first == 0) {
                Arrays.fill(weights.w.gradient(), v * stride, (v + block) * stride, 0f);
            }
            gather(v, block, count, rows, gradients);
            for (int panel = 0; panel < rowPanels.count(); panel++) {
                weightGradient(v, block, panel, rows, gradients);
            }
        }
    }

    /// The gradients of a block of tokens' logits, one token's after the other, so that one product takes all rows.
    private void gather(int v, int block, int count, int rows, float[] gradients) {
        for (int panel = 0; panel < count; panel++) {
            int width = Math.min(PANEL, rows - panel * PANEL);
            for (int i = 0; i < block; i++) {
                int to = i * groupRows + panel * PANEL;
                System.arraycopy(logits.floats(), logits.at(panel, v + i), gradients, to, width);
            }
        }
    }

    private void weightGradient(int v, int block, int panel, int rows, float[] gradients) {
        kernels.products()
                .multiply(
                        weightLayouts.of(rowPanels.width(panel)),
                        block,
                        rows,
                        gradients,
                        0,
                        rowPanels.floats(),
                        rowPanels.at(panel),
                        weights.w.gradient(),
                        v * weights.w.stride() + rowPanels.first(panel));
    }

    private void biasGradient(Worker worker, int first, int rows) {
        float[] sum = lanes[worker.index()];
        float[] dBias = weights.bias.gradient();
        for (int v = worker.from(vocabulary); v < worker.to(vocabulary); v++) {
            Arrays.fill(sum, 0f);
            int whole = rows / PANEL;
            kernels.sums().addRows(logits.floats(), logits.at(0, v), vocabulary * PANEL, whole, PANEL, sum, 0);
            for (int i = 0; i < rows - whole * PANEL; i++) {
                sum[i] += logits.floats()[logits.at(whole, v) + i];
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
