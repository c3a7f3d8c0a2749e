package refrain.nn.loss;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.Slots;
import refrain.kernel.team.Worker;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.weights.Layouts;
import refrain.nn.weights.OutputWeights;

/// The gradients of [SoftmaxLoss], from those of one group's logits.
public final class SoftmaxGradients {
    private static final int PANEL = Products.PANEL;
    private static final int STRIP = Slots.WIDTH;
    /// Tokens summed over at a time for dh: their part of W and of every panel of logits fits the second-level cache.
    public static final int INNER_BLOCK = 256;

    /// Panels of W packed at a time, so that its rows are read in longer pieces, which the processor fetches ahead.
    private static final int PACKED_PANELS = 3;

    /// Rows of W that go into one panel before the next.
    private static final int PACKED_ROWS = 16;

    /// Strips of rows whose logits for a block of tokens fit a worker's slots.
    private static final int STRIPS = Slots.FLOATS / (INNER_BLOCK * STRIP);

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
        Arrays.setAll(packed, i -> Panels.of(slab, trained ? INNER_BLOCK : 0, packedColumns(input.stride())));
        rowsOfTokens = new float[workers][Math.multiplyExact(block(vocabulary, workers), groupRows)];
        lanes = new float[workers][PANEL];
        rowPanels = Panels.of(slab, groupRows, weights.w.stride());
        hiddenLayouts = Layouts.across(input.stride());
        weightLayouts = Layouts.rows(groupRows, weights.w.stride()).streaming(rowPanels.stream(1));
    }

    /// Columns of W that a worker packs at a time, of so many.
    public static int packedColumns(int columns) {
        return Math.min(PACKED_PANELS, Panels.count(columns)) * PANEL;
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
        rowPanels.copyRows(kernels.rows(), input.value(), start, input.stride(), from, worker.to(rows));
        worker.meet();
        weightGradient(worker, first, count, rows);
    }

    /// Each worker makes some rows of dh: so it reads only their logits, laid out in slots, which stay in
    /// its second-level cache while a block of W goes by in panels. That block is packed by all. Where rows
    /// are too few to go round, workers make some columns of all rows instead.
    private void hiddenGradient(Worker worker, int first, int rows) {
        int strips = (rows + STRIP - 1) / STRIP;
        int slots = input.stride() / STRIP;
        boolean byRows = strips >= 2 * worker.count();
        int from = byRows ? worker.from(strips) : 0;
        int to = byRows ? worker.to(strips) : strips;
        int column = byRows ? 0 : worker.from(slots) * STRIP;
        int columns = byRows ? input.stride() : worker.to(slots) * STRIP - column;
        int start = input.row(first * PANEL) + column;
        int end = Math.min(rows, to * STRIP);
        for (int row = from * STRIP; row < end; row++) {
            int at = start + row * input.stride();
            Arrays.fill(input.gradient(), at, at + columns, 0f);
        }
        for (int v = 0; v < vocabulary; v += INNER_BLOCK) {
            int inner = Math.min(INNER_BLOCK, vocabulary - v);
            for (int strip = from; strip < to; strip += STRIPS) {
                int next = Math.min(to, strip + STRIPS);
                takeLogits(worker.slots(), strip, next, v, inner);
                hiddenGradient(worker, start, strip, next, end, column, columns, v, inner);
            }
        }
    }

    private void takeLogits(Slots slots, int from, int to, int v, int inner) {
        int perPanel = PANEL / STRIP;
        for (int strip = from, next; strip < to; strip = next) {
            next = Math.min(to, strip / perPanel * perPanel + perPanel);
            int at = logits.at(strip / perPanel, v) + strip % perPanel * STRIP;
            slots.take(kernels.rows(), logits.floats(), at, inner, strip - from, next - strip, INNER_BLOCK);
        }
    }

    /// Some strips of rows and some columns, by a block of tokens.
    private void hiddenGradient(
            Worker worker, int start, int from, int to, int end, int column, int columns, int v, int inner) {
        Panels block = packed[worker.index()];
        int panels = Panels.count(columns);
        int groups = Math.ceilDiv(panels, PACKED_PANELS);
        for (int group = 0; group < groups; group++) {
            int firstPanel = panels * group / groups;
            int endPanel = panels * (group + 1) / groups;
            pack(block, v, inner, column, columns, firstPanel, endPanel);
            for (int panel = firstPanel; panel < endPanel; panel++) {
                Products.Layout layout = hiddenLayouts.of(Panels.width(panel, columns));
                int h = Panels.first(panel, columns);
                for (int strip = from; strip < to; strip++) {
                    int row = strip * STRIP;
                    int at = start + row * input.stride() + h;
                    int height = Math.min(STRIP, end - row);
                    int b = block.at(panel - firstPanel);
                    hiddenGradient(layout, worker.slots(), strip - from, height, inner, block, b, at);
                }
            }
        }
    }

    private void pack(Panels block, int v, int inner, int column, int columns, int firstPanel, int endPanel) {
        float[] w = weights.connections.values();
        int stride = weights.w.stride();
        for (int k = 0; k < inner; k += PACKED_ROWS) {
            int rows = Math.min(PACKED_ROWS, inner - k);
            for (int panel = firstPanel; panel < endPanel; panel++) {
                int from = (v + k) * stride + column + Panels.first(panel, columns);
                int width = Panels.width(panel, columns);
                int to = block.at(panel - firstPanel, k);
                kernels.rows().copy(w, from, stride, rows, width, block.floats(), to, PANEL);
            }
        }
    }

    private void hiddenGradient(
            Products.Layout layout, Slots slots, int slot, int rows, int inner, Panels block, int from, int at) {
        kernels.products()
                .multiply(
                        layout,
                        rows,
                        inner,
                        slots.floats(),
                        slots.at(slot, INNER_BLOCK, 0),
                        block.floats(),
                        from,
                        input.gradient(),
                        at);
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
            gather(v, block, count, gradients);
            biasGradient(v, block, first, rows, gradients, lanes[worker.index()]);
            for (int panel = 0; panel < rowPanels.count(); panel++) {
                weightGradient(v, block, panel, rows, gradients);
            }
        }
    }

    /// The gradients of a block of tokens' logits, one token's after the other, so that one product takes all rows.
    private void gather(int v, int block, int count, float[] gradients) {
        for (int panel = 0; panel < count; panel++) {
            int from = logits.at(panel, v);
            kernels.rows().copy(logits.floats(), from, PANEL, block, PANEL, gradients, panel * PANEL, groupRows);
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

    private void biasGradient(int v, int block, int first, int rows, float[] gradients, float[] sum) {
        float[] dBias = weights.bias.gradient();
        int whole = rows / PANEL * PANEL;
        for (int i = 0; i < block; i++) {
            int at = i * groupRows;
            Arrays.fill(sum, 0f);
            kernels.rows().add(gradients, at, PANEL, whole / PANEL, PANEL, sum, 0);
            for (int row = whole; row < rows; row++) {
                sum[row - whole] += gradients[at + row];
            }
            float folded = fold(sum);
            dBias[v + i] = first == 0 ? folded : dBias[v + i] + folded;
        }
    }

    private float fold(float[] lanes) {
        int half = PANEL / 2;
        for (; half >= STRIP; half /= 2) {
            kernels.rows().add(lanes, half, half, 1, half, lanes, 0);
        }
        for (; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }
}
