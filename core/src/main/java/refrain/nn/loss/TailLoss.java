package refrain.nn.loss;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.cell.GateOrder;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.weights.Linear;
import refrain.nn.weights.OutputWeights;
import refrain.nn.weights.WeightGradient;

/// One cluster of an [AdaptiveSoftmax], over those rows of a window whose targets lie in it, gathered in their order.
/// ```
/// y = P·h      ln t = ln softmax(W·y)      dh += dy·P      dP = Σ_rows dyᵀ·h, rows ascending
/// ```
public final class TailLoss {
    private final Kernels kernels;
    private final int firstToken;
    private final Linear projection;
    private final OutputWeights tokens;
    private final Tensor input;
    private final Window part;
    private final boolean trained;
    private final int[] rows;
    private final int[] targets;
    private final Tensor hidden;
    private final Tensor projected;
    private final SoftmaxLoss softmax;
    private final WeightGradient gradient;
    private final Panels gradientPanels;
    private final Panels hiddenPanels;

    public TailLoss(
            Kernels kernels,
            OutputWeights.Tail tail,
            Tensor input,
            Window window,
            int workers,
            boolean trained,
            Slab slab) {
        this.kernels = kernels;
        this.input = input;
        this.trained = trained;
        firstToken = tail.first();
        projection = tail.projection();
        tokens = tail.tokens();
        part = window.part();
        int most = part.rowCapacity();
        rows = new int[most];
        targets = new int[most];
        hidden = Tensor.of(0, most, input.columns(), trained);
        projected = Tensor.of(0, most, tokens.w.columns(), trained);
        softmax = new SoftmaxLoss(
                kernels, tokens, projected, targets, part, workers, trained, 0, StripVisitor.NONE, slab);
        gradient = new WeightGradient(kernels, projection.w, new GateOrder(false, 0, 0), projection.w.rows());
        gradientPanels = Panels.of(slab, trained ? most : 0, projected.stride());
        hiddenPanels = Panels.of(slab, trained ? most : 0, hidden.stride());
    }

    /// Forgets the rows of the window before.
    public void begin(Window window) {
        part.begin(window);
    }

    /// Whether a token lies in this cluster or a later one.
    public boolean takes(int token) {
        return token >= firstToken;
    }

    public void add(int row, int target) {
        rows[part.steps()] = row;
        targets[part.steps()] = target - firstToken;
        part.extend();
    }

    /// Adds ln t of the cluster's rows to `logProbabilities`, and while the logits are at hand makes all gradients.
    public void forward(Worker worker, float[] logProbabilities) {
        int count = part.rows();
        if (count == 0) {
            clear(worker);
            return;
        }
        int from = worker.from(count);
        int to = worker.to(count);
        project(from, to);
        worker.meet();
        softmax.forward(worker, part);
        for (int i = from; i < to; i++) {
            logProbabilities[rows[i]] += softmax.logProbabilities()[i];
        }
        if (trained) {
            hiddenGradient(from, to);
            weightGradient(worker, from, to);
        }
    }

    /// Of weights that no row has used.
    private void clear(Worker worker) {
        if (trained && worker.index() == 0) {
            Arrays.fill(projection.w.gradient(), 0f);
            Arrays.fill(tokens.w.gradient(), 0f);
        }
    }

    private void project(int from, int to) {
        int stride = hidden.stride();
        for (int i = from; i < to; i++) {
            System.arraycopy(input.value(), input.row(rows[i]), hidden.value(), hidden.row(i), stride);
        }
        if (from < to) {
            projection.multiply(
                    kernels, to - from, hidden.value(), hidden.row(from), projected.value(), projected.row(from));
        }
    }

    private void hiddenGradient(int from, int to) {
        if (from == to) {
            return;
        }
        float[] d = hidden.gradient();
        Arrays.fill(d, hidden.row(from), hidden.row(to), 0f);
        projection.addBack(kernels, to - from, projected.gradient(), projected.row(from), d, hidden.row(from));
        for (int i = from; i < to; i++) {
            int at = input.row(rows[i]);
            for (int k = 0; k < hidden.stride(); k++) {
                input.gradient()[at + k] += d[hidden.row(i) + k];
            }
        }
    }

    private void weightGradient(Worker worker, int from, int to) {
        gradientPanels.copyRows(kernels.rows(), projected.gradient(), projected.row(0), projected.stride(), from, to);
        hiddenPanels.copyRows(kernels.rows(), hidden.value(), hidden.row(0), hidden.stride(), from, to);
        worker.meet();
        gradient.run(worker, gradientPanels, hiddenPanels, part.rows());
    }

    /// The mask of dropped connections.
    public void backward(Worker worker) {
        softmax.backward(worker, part);
    }
}
