package refrain.nn.loss;

import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.Softmax;
import refrain.kernel.team.Worker;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.weights.OutputWeights;

/// Linear output and softmax cross-entropy in one, over groups of rows.
/// ```
/// l = b + W·h, k ascending        loss = Σ_rows −ln softmax(l)[target]
/// dl = (softmax(l) − 1{target}) / rows  dh = Σ_v dl_v·W_v, v ascending  dW_v = Σ_rows dl_v·h  db_v = Σ_rows dl_v
/// ```
/// With label smoothing ε the gradient is that of the target 1 − ε and ε/V for every token, its target included; the
/// loss that is reported stays that of the target alone.
///
/// Logits lie transposed, in panels [V][64] of 64 rows: W is then read as it is, and maximum and sum of the softmax run
/// down the vocabulary with rows in lanes. Gradients are those of the mean loss of a row. Rows add up ascending, except
/// in db: row r of a group goes to lane r mod 64, lanes fold by halves, and groups add up in their order.
public final class SoftmaxLoss implements OutputLoss {
    private static final int PANEL = Products.PANEL;

    /// Logits kept at a time, in floats: 64 MB. A group is a whole number of panels, as many as fit.
    private static final int GROUP_FLOATS = 1 << 24;

    /// Rows of W that are multiplied with every panel while they are in the second-level cache.
    private static final int VOCABULARY_BLOCK = 96;

    private final Kernels kernels;
    private final OutputWeights weights;
    private final Tensor input;
    private final int vocabulary;
    private final int hidden;
    private final boolean trained;
    private final float smoothing;
    private final StripVisitor visitor;
    private final int[] targets;
    private final int groupPanels;
    private final Panels transposed;
    private final Panels logits;
    private final float[] logProbabilities;
    private final float[][] scratch;
    private final Softmax.Strips strips;
    private final Products.Layout logitLayout;
    private final SoftmaxGradients gradients;

    public SoftmaxLoss(
            Kernels kernels,
            OutputWeights weights,
            Tensor input,
            int[] targets,
            Window window,
            int workers,
            boolean trained,
            float smoothing,
            StripVisitor visitor,
            Slab slab) {
        this.kernels = kernels;
        this.weights = weights;
        this.input = input;
        this.trained = trained;
        this.smoothing = smoothing;
        this.visitor = visitor;
        this.targets = targets;
        vocabulary = weights.w.rows();
        hidden = weights.w.columns();
        groupPanels = (int) groupPanels(vocabulary, window.rowCapacity());
        transposed = Panels.of(slab, hidden, groupPanels * PANEL);
        logits = Panels.of(slab, vocabulary, groupPanels * PANEL);
        logProbabilities = new float[window.rowCapacity()];
        scratch = new float[workers][Softmax.SCRATCH];
        strips = new Softmax.Strips(logits.floats(), vocabulary, targets, logProbabilities);
        logitLayout = Products.Layout.rows(PANEL, weights.w.stride(), PANEL).streaming(transposed.stream(1));
        gradients = new SoftmaxGradients(kernels, weights, input, logits, groupPanels, workers, trained, slab);
    }

    /// Panels of a group of at most `rows` rows.
    public static long groupPanels(long vocabulary, long rows) {
        return Math.clamp(GROUP_FLOATS / (vocabulary * PANEL), 1, Math.ceilDiv(rows, PANEL));
    }

    @Override
    public float[] logProbabilities() {
        return logProbabilities;
    }

    /// The loss, and while the logits of a group are at hand also every gradient.
    @Override
    public void forward(Worker worker, Window window) {
        int panels = Panels.count(window.rows());
        for (int first = 0; first < panels; first += groupPanels) {
            int count = Math.min(groupPanels, panels - first);
            transpose(worker, window, first, count);
            worker.meet();
            multiply(worker, count);
            worker.meet();
            softmax(worker, window, first, count);
            worker.meet();
            if (trained) {
                gradients.run(worker, window, first, count);
                worker.meet();
            }
        }
    }

    /// Nothing is left to do, but for the mask of dropped connections.
    @Override
    public void backward(Worker worker, Window window) {
        weights.connections.dropGradient(worker, kernels, window);
    }

    private void transpose(Worker worker, Window window, int first, int count) {
        int rows = window.rows() - first * PANEL;
        for (int panel = worker.from(count); panel < worker.to(count); panel++) {
            for (int row = panel * PANEL; row < Math.min(rows, (panel + 1) * PANEL); row += Softmax.STRIP) {
                int from = input.row(first * PANEL + row);
                int height = Math.min(Softmax.STRIP, rows - row);
                transposed.copyAcross(input.value(), from, input.stride(), height, panel, row % PANEL);
            }
        }
    }

    private void multiply(Worker worker, int count) {
        int end = worker.to(vocabulary);
        for (int v = worker.from(vocabulary); v < end; v += VOCABULARY_BLOCK) {
            int block = Math.min(VOCABULARY_BLOCK, end - v);
            for (int panel = 0; panel < count; panel++) {
                multiply(v, block, panel);
            }
        }
    }

    private void multiply(int v, int block, int panel) {
        int at = logits.at(panel, v);
        kernels.rows().fill(weights.bias.value(), v, block, logits.floats(), at);
        kernels.products()
                .multiply(
                        logitLayout,
                        block,
                        hidden,
                        weights.connections.values(),
                        v * weights.w.stride(),
                        transposed.floats(),
                        transposed.at(panel),
                        logits.floats(),
                        at);
    }

    private void softmax(Worker worker, Window window, int first, int count) {
        int perPanel = PANEL / Softmax.STRIP;
        float[] ours = scratch[worker.index()];
        int items = count * perPanel;
        for (int item = worker.from(items); item < worker.to(items); item++) {
            int row = first * PANEL + item * Softmax.STRIP;
            int rows = Math.min(Softmax.STRIP, window.rows() - row);
            int start = logits.at(item / perPanel) + item % perPanel * Softmax.STRIP;
            if (rows > 0 && trained) {
                visitor.logits(logits.floats(), start, row, rows);
                kernels.softmax().gradient(strips, start, row, rows, window.share(), ours);
                smooth(start, row, rows, window.share());
                visitor.gradients(logits.floats(), start, row, rows);
            } else if (rows > 0) {
                kernels.softmax().loss(strips, start, row, rows, ours);
            }
        }
    }

    /// dl −= scale·ε/V, and of the target += scale·ε.
    private void smooth(int start, int row, int rows, float scale) {
        if (smoothing == 0) {
            return;
        }
        float[] dl = logits.floats();
        float share = scale * smoothing / vocabulary;
        for (int v = 0; v < vocabulary; v++) {
            int at = start + v * PANEL;
            for (int i = 0; i < rows; i++) {
                dl[at + i] -= share;
            }
        }
        for (int i = 0; i < rows; i++) {
            dl[start + targets[row + i] * PANEL + i] += scale * smoothing;
        }
    }
}
