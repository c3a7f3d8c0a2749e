package refrain.nn.tape;

import java.util.Arrays;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Worker;
import refrain.nn.Parameter;
import refrain.nn.cell.Cell;
import refrain.nn.cell.GateOrder;
import refrain.nn.cell.PeepholeCell;
import refrain.nn.cell.Segments;
import refrain.nn.weights.Layouts;
import refrain.nn.weights.RecurrentWeights;

/// Gradients of a recurrent layer's weights, biases and input, once those of all its gates are known.
/// ```
/// dW = Σ_rows dgateᵀ·x    dU = Σ_rows dgateᵀ·h_previous  db = Σ_rows dgate  dx = dgate·W  rows t·B + b ascending
/// ```
final class RecurrenceGradients {
    private static final int PANEL = Products.PANEL;
    private static final int BLOCK = Cells.BLOCK;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Cell cell;
    private final Source source;
    private final Tensor hidden;
    private final Cells.States states;
    private final Cells.Gradients gradients;
    private final int stride;
    private final float[] inputPanels;
    private final float[] hiddenPanels;
    private final float[] tokenSums;
    private final Layouts layoutsW;
    private final Layouts layoutsU;
    private final Layouts inputLayouts;

    RecurrenceGradients(
            Kernels kernels,
            RecurrentWeights weights,
            Source source,
            Tensor hidden,
            Cells.States states,
            Cells.Gradients gradients,
            Window window,
            boolean trained) {
        this.kernels = kernels;
        this.weights = weights;
        this.cell = weights.cell;
        this.source = source;
        this.hidden = hidden;
        this.states = states;
        this.gradients = gradients;
        this.stride = weights.stride;
        int rows = trained ? window.rowCapacity() : 0;
        boolean dense = source instanceof Source.Dense;
        inputPanels = new float[dense ? Panels.size(rows, weights.w.stride()) : 0];
        hiddenPanels = new float[Panels.size(rows, stride)];
        layoutsW = Layouts.across(weights.w.stride());
        layoutsU = Layouts.across(weights.u.stride());
        inputLayouts = Layouts.rows(cell.segments() * stride, weights.w.stride());
        tokenSums = new float[dense || !trained ? 0 : Math.multiplyExact(weights.inputs, cell.segments() * stride)];
    }

    void run(Worker worker, Window window) {
        int from = worker.from(window.rows());
        int to = worker.to(window.rows());
        int capacity = window.rowCapacity();
        Panels.copy(hidden.value(), 0, stride, stride, from, to, hiddenPanels, capacity);
        if (source instanceof Source.Dense(Tensor x)) {
            Panels.copy(x.value(), x.start(), x.stride(), x.stride(), from, to, inputPanels, capacity);
        }
        worker.meet();
        weightGradient(worker, window, cell.hidden(), weights.u, layoutsU, hiddenPanels);
        switch (source) {
            case Source.Dense(Tensor x) -> {
                weightGradient(worker, window, cell.input(), weights.w, layoutsW, inputPanels);
                inputGradient(worker, window, x);
            }
            case Source.Tokens tokens -> tokenGradient(worker, window, tokens.tokens(), tokens.scales());
        }
        biasGradient(worker, window);
        if (window.dropConnect > 0) {
            worker.meet();
            weights.connectionsW.dropGradient(worker, kernels, window);
            weights.connectionsU.dropGradient(worker, kernels, window);
        }
    }

    /// Items are (panel of columns, slot of 16 gate rows); the items of a worker follow each other, so that it
    /// reads few panels of x.
    private void weightGradient(
            Worker worker, Window window, GateOrder order, Parameter parameter, Layouts layouts, float[] panels) {
        int slots = order.panels(stride) * (PANEL / BLOCK);
        int items = Panels.count(parameter.stride()) * slots;
        for (int item = worker.from(items); item < worker.to(items); item++) {
            int gatePanel = item % slots / (PANEL / BLOCK);
            int column = item % (PANEL / BLOCK) * BLOCK;
            if (column < order.columns(gatePanel, stride)) {
                weightGradient(window, order, parameter, layouts, panels, item / slots, gatePanel, column);
            }
        }
    }

    private void weightGradient(
            Window window,
            GateOrder order,
            Parameter parameter,
            Layouts layouts,
            float[] panels,
            int panel,
            int gatePanel,
            int column) {
        int unit = order.unit(gatePanel, column);
        int rows = Math.min(BLOCK, weights.hidden - unit);
        if (rows <= 0) {
            return;
        }
        int width = Panels.width(panel, parameter.stride());
        int to = (order.gate(column) * weights.hidden + unit) * parameter.stride() + panel * PANEL;
        for (int row = 0; row < rows; row++) {
            int at = to + row * parameter.stride();
            Arrays.fill(parameter.gradient(), at, at + width, 0f);
        }
        kernels.products()
                .multiply(
                        layouts.of(width),
                        rows,
                        window.rows(),
                        states.gates(),
                        gatePanel * window.rowCapacity() * PANEL + order.firstColumn() + column,
                        panels,
                        panel * window.rowCapacity() * PANEL,
                        parameter.gradient(),
                        to);
    }

    private void inputGradient(Worker worker, Window window, Tensor x) {
        Segments segments = cell.inputSegments();
        int inner = segments.count() * stride;
        int rowLength = cell.segments() * stride;
        int panels = Panels.count(x.stride());
        int items = panels * window.steps;
        for (int item = worker.from(items); item < worker.to(items); item++) {
            int panel = item / window.steps;
            int row = item % window.steps * window.streams;
            int width = Panels.width(panel, x.stride());
            for (int i = row; i < row + window.streams; i++) {
                int at = x.row(i) + panel * PANEL;
                Arrays.fill(x.gradient(), at, at + width, 0f);
            }
            kernels.products()
                    .multiply(
                            inputLayouts.of(width),
                            window.streams,
                            inner,
                            gradients.rows(),
                            row * rowLength + segments.first() * stride,
                            weights.backwardW(),
                            panel * inner * PANEL,
                            x.gradient(),
                            x.row(row) + panel * PANEL);
        }
    }

    /// dW of a one-hot input: each token's column is the sum of its rows, gathered row-wise and then transposed.
    private void tokenGradient(Worker worker, Window window, int[] tokens, float[] scales) {
        Segments segments = cell.inputSegments();
        int rowLength = cell.segments() * stride;
        int from = worker.from(weights.hidden);
        int to = worker.to(weights.hidden);
        for (int segment = 0; segment < segments.count(); segment++) {
            int column = (segments.first() + segment) * stride;
            for (int token = 0; token < weights.inputs; token++) {
                int at = token * rowLength + column;
                Arrays.fill(tokenSums, at + from, at + to, 0f);
            }
            for (int row = 0; row < window.rows(); row++) {
                int sum = tokens[row] * rowLength + column;
                addMultiple(scales[row], gradients.rows(), row * rowLength + column, tokenSums, sum, from, to);
            }
            for (int unit = from; unit < to; unit++) {
                int weightRow = (segments.gate(segment) * weights.hidden + unit) * weights.w.stride();
                for (int token = 0; token < weights.inputs; token++) {
                    weights.w.gradient()[weightRow + token] = tokenSums[token * rowLength + column + unit];
                }
            }
        }
    }

    private static void addMultiple(float scale, float[] x, int xAt, float[] sum, int sumAt, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[sumAt + i] = Math.fma(scale, x[xAt + i], sum[sumAt + i]);
        }
    }

    private static void add(float[] x, int xAt, float[] sum, int sumAt, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[sumAt + i] += x[xAt + i];
        }
    }

    private void biasGradient(Worker worker, Window window) {
        biasGradient(worker, window, cell.inputSegments(), weights.inputBias);
        biasGradient(worker, window, cell.hiddenSegments(), weights.hiddenBias);
        if (cell instanceof PeepholeCell peephole) {
            int panels = weights.panels();
            peephole.gradient(
                    states,
                    worker.from(panels),
                    worker.to(panels),
                    window.rows(),
                    window.rowCapacity(),
                    window.streams,
                    stride);
        }
    }

    private void biasGradient(Worker worker, Window window, Segments segments, Parameter bias) {
        int rowLength = cell.segments() * stride;
        int from = worker.from(weights.hidden);
        int to = worker.to(weights.hidden);
        for (int segment = 0; segment < segments.count(); segment++) {
            int at = segments.gate(segment) * weights.hidden;
            Arrays.fill(bias.gradient(), at + from, at + to, 0f);
            for (int row = 0; row < window.rows(); row++) {
                int rowAt = row * rowLength + (segments.first() + segment) * stride;
                add(gradients.rows(), rowAt, bias.gradient(), at, from, to);
            }
        }
    }
}
