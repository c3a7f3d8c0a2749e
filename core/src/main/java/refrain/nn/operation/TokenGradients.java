package refrain.nn.operation;

import java.util.Arrays;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.cell.GateOrder;
import refrain.nn.cell.Segments;
import refrain.nn.weights.Layouts;
import refrain.nn.weights.RecurrentWeights;

/// The gradients of a layer that reads tokens, from the sums of its gates' gradients by token.
/// ```
/// S[v] = Σ scale·dgate[row] over the rows with token v, ascending
/// one-hot input     dW[:,v] = S[v]
/// embedding X       dW = Σ_v S[v]ᵀ·X[v]    db = Σ_v S[v]    dX[v] = S[v]·W       v ascending
/// ```
public final class TokenGradients {
    private static final int SLOT = Cells.BLOCK;
    private static final int PANEL = Products.PANEL;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final int[] tokens;
    private final float[] scales;
    private final Panels gates;
    private final Panels sums;
    private final int rowLength;

    /// @param scales what each row is multiplied by
    /// @param gates gradients of the gates' inputs
    public TokenGradients(
            Kernels kernels,
            RecurrentWeights weights,
            int vocabulary,
            int[] tokens,
            float[] scales,
            Panels gates,
            Slab slab) {
        this.kernels = kernels;
        this.weights = weights;
        this.tokens = tokens;
        this.scales = scales;
        this.gates = gates;
        sums = Panels.of(slab, vocabulary, weights.cell.input().width(weights.stride));
        rowLength = weights.cell.inputSegments().count() * weights.stride;
    }

    /// S, laid out as the gates.
    public Panels sums() {
        return sums;
    }

    /// S of the worker's panels.
    public void sum(Worker worker, int rows) {
        for (int panel = worker.from(gates.count()); panel < worker.to(gates.count()); panel++) {
            int at = sums.at(panel);
            Arrays.fill(sums.floats(), at, at + sums.rows() * PANEL, 0f);
            kernels.rows().addByGroup(rows, tokens, scales, gates.floats(), gates.at(panel), sums.floats(), at);
        }
    }

    /// dW of a one-hot input, from the worker's panels.
    public void spread(Worker worker) {
        GateOrder order = weights.cell.input();
        Parameter w = weights.w;
        for (int panel = worker.from(gates.count()); panel < worker.to(gates.count()); panel++) {
            for (int column = 0; column < order.columns(panel, weights.stride); column += SLOT) {
                int unit = order.unit(panel, column, weights.stride);
                int units = Math.clamp(weights.hidden - (long) unit, 0, SLOT);
                int to = (order.gate(column) * weights.hidden + unit) * w.stride();
                int from = sums.at(panel) + column;
                Panels.transpose(sums.floats(), from, PANEL, sums.rows(), units, w.gradient(), to, w.stride());
            }
        }
    }

    /// S row by row, gate after gate as the segments say, from the worker's panels.
    /// @param to `V × rowLength`
    public void unpack(Worker worker, float[] to) {
        for (int panel = worker.from(gates.count()); panel < worker.to(gates.count()); panel++) {
            for (int column = 0; column < weights.cell.input().columns(panel, weights.stride); column += SLOT) {
                int at = segment(column) * weights.stride + weights.cell.input().unit(panel, column, weights.stride);
                int from = sums.at(panel) + column;
                kernels.rows().copy(sums.floats(), from, PANEL, sums.rows(), SLOT, to, at, rowLength);
            }
        }
    }

    private int segment(int column) {
        Segments segments = weights.cell.inputSegments();
        int segment = 0;
        while (segments.gate(segment) != weights.cell.input().gate(column)) {
            segment++;
        }
        return segment;
    }

    /// dX of the worker's tokens, in addition to that of the output layer where X is its weights too.
    /// @param rows what [#unpack] made
    public void embeddingGradient(Worker worker, float[] rows, Parameter embedding, Layouts layouts) {
        Panels w = weights.backwardW();
        int from = worker.from(embedding.rows());
        int count = worker.to(embedding.rows()) - from;
        if (!embedding.touched().isAll()) {
            Arrays.fill(embedding.gradient(), from * embedding.stride(), (from + count) * embedding.stride(), 0f);
        }
        for (int panel = 0; panel < w.count(); panel++) {
            kernels.products()
                    .multiply(
                            layouts.of(w.width(panel)),
                            count,
                            rowLength,
                            rows,
                            from * rowLength,
                            w.floats(),
                            w.at(panel),
                            embedding.gradient(),
                            from * embedding.stride() + w.first(panel));
        }
    }
}
