package refrain.nn.recurrence;

import java.util.Arrays;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.cell.Cell;
import refrain.nn.cell.GateOrder;
import refrain.nn.cell.PeepholeCell;
import refrain.nn.cell.Segments;
import refrain.nn.operation.RowChunk;
import refrain.nn.operation.Source;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.TokenGradients;
import refrain.nn.operation.Window;
import refrain.nn.weights.Layouts;
import refrain.nn.weights.RecurrentWeights;
import refrain.nn.weights.WeightGradient;

/// Gradients of a recurrent layer's weights, biases and input, once those of all its gates are known.
/// ```
/// dW = Σ_rows dgateᵀ·x    dU = Σ_rows dgateᵀ·h_previous  db = Σ_rows dgate  dx = dgate·W  rows t·B + b ascending
/// ```
/// A layer that normalises its products has gradients by `U·h` of their own and sums its biases itself; one that
/// modulates its input has taken dx already. Where the layer reads tokens, sums go [by token][TokenGradients] first.
public final class RecurrenceGradients {
    private static final int SLOT = Cells.BLOCK;
    private static final int PANEL = Products.PANEL;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Cell cell;
    private final Source source;
    private final Tensor hidden;
    private final Panels gates;
    private final Panels recurrentGates;
    private final Cells.States states;
    private final Cells.Gradients gradients;
    private final int stride;
    private final Panels inputPanels;
    private final Panels hiddenPanels;
    private final TokenGradients tokens;
    private final float[] tokenRows;
    private final WeightGradient gradientW;
    private final WeightGradient gradientU;
    private final Layouts inputLayouts;
    private final float[][] biasSums;

    public RecurrenceGradients(
            Kernels kernels,
            RecurrentWeights weights,
            Source source,
            Tensor hidden,
            Panels gates,
            Panels recurrentGates,
            Cells.States states,
            Cells.Gradients gradients,
            Window window,
            int workers,
            boolean trained,
            Slab slab) {
        this.kernels = kernels;
        this.weights = weights;
        this.cell = weights.cell;
        this.source = source;
        this.hidden = hidden;
        this.gates = gates;
        this.recurrentGates = recurrentGates;
        this.states = states;
        this.gradients = gradients;
        this.stride = weights.stride;
        int rows = trained ? window.rowCapacity() : 0;
        int segments = cell.inputSegments().count() * stride;
        hiddenPanels = Panels.of(slab, rows, hidden.stride());
        gradientW = new WeightGradient(kernels, weights.w, cell.input(), weights.hidden);
        gradientU = new WeightGradient(kernels, weights.u, cell.hidden(), weights.hidden);
        biasSums = new float[workers][PANEL];
        float[] ones = new float[window.rowCapacity()];
        Arrays.fill(ones, 1f);
        switch (source) {
            case Source.Dense(Tensor x) -> {
                inputPanels = Panels.of(slab, rows, x.stride());
                inputLayouts =
                        Layouts.rows(cell.segments() * stride, x.stride()).inLongBlocks();
                tokens = new TokenGradients(kernels, weights, 0, new int[0], ones, gates, slab);
                tokenRows = new float[0];
            }
            case Source.Tokens(int[] of, float[] scales) -> {
                inputPanels = Panels.of(slab, 0, 0);
                inputLayouts = Layouts.rows(segments, 0);
                tokens = new TokenGradients(kernels, weights, trained ? weights.inputs : 0, of, scales, gates, slab);
                tokenRows = new float[0];
            }
            case Source.Embedded(int[] of, Parameter embedding) -> {
                int vocabulary = trained ? embedding.rows() : 0;
                inputPanels = Panels.of(slab, vocabulary, embedding.stride());
                inputLayouts = Layouts.rows(segments, embedding.stride());
                tokens = new TokenGradients(kernels, weights, vocabulary, of, ones, gates, slab);
                tokenRows = new float[Math.multiplyExact(vocabulary, segments)];
            }
        }
    }

    public void run(Worker worker, Window window) {
        int rows = window.rows();
        hiddenPanels.copyRows(kernels.rows(), hidden.value(), 0, hidden.stride(), worker.from(rows), worker.to(rows));
        prepare(worker, rows);
        worker.meet();
        gradientU.run(worker, recurrentGates, hiddenPanels, rows);
        switch (source) {
            case Source.Dense(Tensor x) -> {
                gradientW.run(worker, gates, inputPanels, rows);
                inputGradient(worker, window, x);
                biasGradient(worker, gates, rows);
            }
            case Source.Tokens oneHot -> {
                tokens.spread(worker);
                biasGradient(worker, gates, rows);
            }
            case Source.Embedded(int[] of, Parameter embedding) -> {
                gradientW.run(worker, tokens.sums(), inputPanels, embedding.rows());
                tokens.embeddingGradient(worker, tokenRows, embedding, inputLayouts);
                biasGradient(worker, tokens.sums(), embedding.rows());
            }
        }
        if (cell instanceof PeepholeCell peephole) {
            int from = worker.from(gates.count());
            int to = worker.to(gates.count());
            peephole.gradient(gates, states.cell(), from, to, rows, window.streams(), stride);
        }
        if (window.dropsConnections()) {
            worker.meet();
            weights.connectionsW.dropGradient(worker, kernels, window);
            weights.connectionsU.dropGradient(worker, kernels, window);
        }
    }

    /// What products read in panels.
    private void prepare(Worker worker, int rows) {
        switch (source) {
            case Source.Dense(Tensor x) ->
                inputPanels.copyRows(
                        kernels.rows(), x.value(), x.start(), x.stride(), worker.from(rows), worker.to(rows));
            case Source.Tokens oneHot -> tokens.sum(worker, rows);
            case Source.Embedded(int[] of, Parameter embedding) -> {
                int from = worker.from(embedding.rows());
                inputPanels.copyRows(
                        kernels.rows(), embedding.value(), 0, embedding.stride(), from, worker.to(embedding.rows()));
                tokens.sum(worker, rows);
                tokens.unpack(worker, tokenRows);
                if (worker.index() == 0) {
                    embedding.touched().mark(of, rows);
                }
            }
        }
    }

    private void inputGradient(Worker worker, Window window, Tensor x) {
        if (x.gradient().length == 0) {
            return;
        }
        int end = worker.to(window.rows());
        int chunk = RowChunk.rows(cell.inputSegments().count() * stride, end - worker.from(window.rows()));
        for (int row = worker.from(window.rows()); row < end; row += chunk) {
            for (int panel = 0; panel < weights.backwardW().count(); panel++) {
                inputGradient(x, panel, row, Math.min(chunk, end - row));
            }
        }
    }

    private void inputGradient(Tensor x, int panel, int row, int rows) {
        Segments segments = cell.inputSegments();
        Panels w = weights.backwardW();
        int rowLength = cell.segments() * stride;
        int to = x.row(row) + w.first(panel);
        for (int i = 0; i < rows; i++) {
            Arrays.fill(x.gradient(), to + i * x.stride(), to + i * x.stride() + w.width(panel), 0f);
        }
        kernels.products()
                .multiply(
                        inputLayouts.of(w.width(panel)),
                        rows,
                        segments.count() * stride,
                        gradients.rows(),
                        row * rowLength + segments.first() * stride,
                        w.floats(),
                        w.at(panel),
                        x.gradient(),
                        to);
    }

    /// db of the units in the worker's panels.
    /// @param summed gradients of the gates' inputs, or their sums by token
    private void biasGradient(Worker worker, Panels summed, int rows) {
        if (weights.isNormalised()) {
            return;
        }
        float[] sum = biasSums[worker.index()];
        for (int panel = worker.from(summed.count()); panel < worker.to(summed.count()); panel++) {
            Arrays.fill(sum, 0f);
            kernels.rows().add(summed.floats(), summed.at(panel), PANEL, rows, summed.width(panel), sum, 0);
            spread(sum, cell.input(), panel, weights.inputBias);
            spread(sum, cell.hidden(), panel, weights.hiddenBias);
        }
    }

    private void spread(float[] sum, GateOrder order, int panel, Parameter bias) {
        for (int column = 0; column < order.columns(panel, stride); column += SLOT) {
            int unit = order.unit(panel, column, stride);
            int units = Math.clamp(weights.hidden - (long) unit, 0, SLOT);
            int to = order.gate(column) * weights.hidden + unit;
            System.arraycopy(sum, order.firstColumn() + column, bias.gradient(), to, units);
        }
    }
}
