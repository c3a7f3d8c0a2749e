package refrain.nn.tape;

import java.util.Arrays;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Slab;
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
    private static final int SLOT = Cells.BLOCK;

    /// Rows summed over before the next gates: a block of x, of 32 KiB, stays in the first-level cache meanwhile.
    private static final int ROWS = 128;


    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Cell cell;
    private final Source source;
    private final Tensor hidden;
    private final Panels gates;
    private final Cells.States states;
    private final Cells.Gradients gradients;
    private final int stride;
    private final Panels inputPanels;
    private final Panels hiddenPanels;
    private final float[] tokenSums;
    private final Layouts layoutsW;
    private final Layouts layoutsU;
    private final Layouts inputLayouts;

    RecurrenceGradients(
            Kernels kernels,
            RecurrentWeights weights,
            Source source,
            Tensor hidden,
            Panels gates,
            Cells.States states,
            Cells.Gradients gradients,
            Window window,
            boolean trained,
            Slab slab) {
        this.kernels = kernels;
        this.weights = weights;
        this.cell = weights.cell;
        this.source = source;
        this.hidden = hidden;
        this.gates = gates;
        this.states = states;
        this.gradients = gradients;
        this.stride = weights.stride;
        int rows = trained ? window.rowCapacity() : 0;
        boolean dense = source instanceof Source.Dense;
        inputPanels = Panels.of(slab, dense ? rows : 0, weights.w.stride());
        hiddenPanels = Panels.of(slab, rows, stride);
        layoutsW = Layouts.across(weights.w.stride());
        layoutsU = Layouts.across(weights.u.stride());
        inputLayouts = Layouts.rows(cell.segments() * stride, weights.w.stride());
        tokenSums = new float[dense || !trained ? 0 : Math.multiplyExact(weights.inputs, cell.segments() * stride)];
    }

    void run(Worker worker, Window window) {
        int from = worker.from(window.rows());
        int to = worker.to(window.rows());
        hiddenPanels.copyRows(hidden.value(), 0, stride, from, to);
        if (source instanceof Source.Dense(Tensor x)) {
            inputPanels.copyRows(x.value(), x.start(), x.stride(), from, to);
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

    /// Items are (panel of gates, panel of x); the items of a worker follow each other: a panel of gates, which is read
    /// across, stays in the second-level cache while those of x stream by.
    private void weightGradient(
            Worker worker, Window window, GateOrder order, Parameter parameter, Layouts layouts, Panels x) {
        int items = x.count() * gates.count();
        for (int item = worker.from(items); item < worker.to(items); item++) {
            weightGradient(window, order, parameter, layouts, x, item % x.count(), item / x.count());
        }
    }

    private void weightGradient(
            Window window, GateOrder order, Parameter parameter, Layouts layouts, Panels x, int panel, int gatePanel) {
        int columns = order.columns(gatePanel, stride);
        for (int column = 0; column < columns; column += SLOT) {
            int from = weightRow(order, gatePanel, column) * parameter.stride() + x.first(panel);
            int rows = rowsOfSlot(order, gatePanel, column);
            clear(parameter.gradient(), from, rows, x.width(panel), parameter.stride());
        }
        for (int row = 0; row < window.rows(); row += ROWS) {
            int inner = Math.min(ROWS, window.rows() - row);
            for (int column = 0; column < columns; column += SLOT) {
                int to = weightRow(order, gatePanel, column);
                kernels.products()
                        .multiply(
                                layouts.of(x.width(panel)),
                                rowsOfSlot(order, gatePanel, column),
                                inner,
                                gates.floats(),
                                gates.at(gatePanel, row) + order.firstColumn() + column,
                                x.floats(),
                                x.at(panel, row),
                                parameter.gradient(),
                                to * parameter.stride() + x.first(panel));
            }
        }
    }

    private int weightRow(GateOrder order, int gatePanel, int column) {
        return order.gate(column) * weights.hidden + order.unit(gatePanel, column, stride);
    }

    private int rowsOfSlot(GateOrder order, int gatePanel, int column) {
        return Math.clamp(weights.hidden - (long) order.unit(gatePanel, column, stride), 0, SLOT);
    }

    private void inputGradient(Worker worker, Window window, Tensor x) {
        int chunk = RowChunk.rows(cell.inputSegments().count() * stride);
        int end = worker.to(window.rows());
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
        clear(x.gradient(), to, rows, w.width(panel), x.stride());
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

    private static void clear(float[] x, int from, int rows, int columns, int stride) {
        for (int row = 0; row < rows; row++) {
            Arrays.fill(x, from + row * stride, from + row * stride + columns, 0f);
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
            int from = worker.from(gates.count());
            int to = worker.to(gates.count());
            peephole.gradient(gates, states.cell(), from, to, window.rows(), window.streams, stride);
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
