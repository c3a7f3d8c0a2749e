package refrain.nn.tape;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.Worker;
import refrain.nn.weights.Layouts;
import refrain.nn.weights.OutputWeights;

/// The gradients of [SoftmaxLoss], from those of one group's logits.
final class SoftmaxGradients {
    private static final int PANEL = Products.PANEL;
    private static final int SLOT = 16;

    /// Tokens summed over at a time for dh: a block of W and of every panel fits the second-level cache.
    private static final int INNER_BLOCK = 256;

    /// Rows of dW made at a time, for the same reason.
    private static final int VOCABULARY_BLOCK = 96;

    private final Kernels kernels;
    private final OutputWeights weights;
    private final Tensor input;
    private final Panels logits;
    private final int vocabulary;
    private final int hidden;
    private final Panels transposed;
    private final Panels[] packed;
    private final float[][] rowsOfTokens;
    private final float[][] lanes;
    private final Panels rowPanels;
    private final int groupRows;
    private final Products.Layout hiddenLayout;
    private final Layouts weightLayouts;

    SoftmaxGradients(
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
        hidden = weights.w.columns();
        groupRows = trained ? groupPanels * PANEL : 0;
        transposed = Panels.of(slab, hidden, groupRows);
        packed = new Panels[workers];
        Arrays.setAll(packed, i -> Panels.of(slab, trained ? INNER_BLOCK : 0, PANEL));
        rowsOfTokens = new float[workers][VOCABULARY_BLOCK * groupRows];
        lanes = new float[workers][PANEL];
        rowPanels = Panels.of(slab, groupRows, weights.w.stride());
        hiddenLayout = Products.Layout.across(PANEL, PANEL);
        weightLayouts = Layouts.rows(groupRows, weights.w.stride());
    }

    /// The worker's share: dh of the group's rows, and the group's part of dW and db.
    void run(Worker worker, Window window, int first, int count) {
        int rows = Math.min(count * PANEL, window.rows() - first * PANEL);
        hiddenGradient(worker, first, count, rows);
        int from = worker.from(rows);
        int start = input.row(first * PANEL);
        rowPanels.copyRows(input.value(), start, input.stride(), from, worker.to(rows));
        worker.meet();
        weightGradient(worker, first, count, rows);
        biasGradient(worker, first, count, rows);
    }

    /// dhᵀ: each worker makes some columns of dh for all rows, 64 at a time, then turns them back.
    private void hiddenGradient(Worker worker, int first, int count, int rows) {
        int blocks = input.stride() / SLOT;
        int from = worker.from(blocks) * SLOT;
        int to = Math.min(hidden, worker.to(blocks) * SLOT);
        for (int panel = 0; panel < count; panel++) {
            Arrays.fill(transposed.floats(), transposed.at(panel, from), transposed.at(panel, to), 0f);
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

    private void hiddenGradient(Panels pack, int count, int v, int inner, int h, int width) {
        float[] w = weights.connections.values();
        int stride = weights.w.stride();
        for (int k = 0; k < inner; k++) {
            System.arraycopy(w, (v + k) * stride + h, pack.floats(), pack.at(0, k), width);
        }
        for (int panel = 0; panel < count; panel++) {
            kernels.products()
                    .multiply(
                            hiddenLayout,
                            width,
                            inner,
                            pack.floats(),
                            pack.at(0),
                            logits.floats(),
                            logits.at(panel, v),
                            transposed.floats(),
                            transposed.at(panel, h));
        }
    }

    private void turnBack(int first, int panel, int rows, int from, int to) {
        for (int row = 0; row < rows; row += SLOT) {
            for (int h = from; h < to; h += SLOT) {
                Panels.transpose(
                        transposed.floats(),
                        transposed.at(panel, h) + row,
                        PANEL,
                        Math.min(SLOT, to - h),
                        Math.min(SLOT, rows - row),
                        input.gradient(),
                        input.row((first + panel) * PANEL + row) + h,
                        input.stride());
            }
        }
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

    private void biasGradient(Worker worker, int first, int count, int rows) {
        float[] sum = lanes[worker.index()];
        float[] dBias = weights.bias.gradient();
        for (int v = worker.from(vocabulary); v < worker.to(vocabulary); v++) {
            Arrays.fill(sum, 0f);
            for (int panel = 0; panel < count; panel++) {
                int at = logits.at(panel, v);
                int width = Math.min(PANEL, rows - panel * PANEL);
                for (int i = 0; i < width; i++) {
                    sum[i] += logits.floats()[at + i];
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
