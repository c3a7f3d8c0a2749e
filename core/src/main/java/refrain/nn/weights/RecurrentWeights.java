package refrain.nn.weights;

import java.util.Arrays;
import java.util.List;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Worker;
import refrain.nn.Parameter;
import refrain.nn.cell.Cell;
import refrain.nn.cell.GateOrder;
import refrain.nn.cell.PeepholeCell;
import refrain.nn.cell.Segments;

/// The weights of one recurrent layer, as trained parameters and packed in the panels that products read.
/// ```
/// forward   W: [panels][I][64], U: [panels][H][64], columns as the gate order says
/// backward  W: [I/64][S·H][64], U: [H/64][S·H][64], rows gate after gate, each padded to the stride
/// ```
public final class RecurrentWeights {
    private static final int WIDTH = Products.PANEL;

    public final Parameter w;
    public final Parameter u;
    public final Parameter inputBias;
    public final Parameter hiddenBias;
    public final Connections connectionsW;
    public final Connections connectionsU;
    public final Cell cell;
    public final int inputs;
    public final int hidden;
    public final int stride;

    public final float[] forwardW;
    public final float[] forwardU;
    public final float[] bias;
    private float[] backwardW = new float[0];
    private float[] backwardU = new float[0];

    public RecurrentWeights(String prefix, String suffix, Cell cell, int inputs, int hidden, int site) {
        this.cell = cell;
        this.inputs = inputs;
        this.hidden = hidden;
        this.stride = Parameter.padded(hidden);
        int gates = cell.gates() * hidden;
        w = Parameter.matrix(prefix + "weight_ih" + suffix, gates, inputs);
        u = Parameter.matrix(prefix + "weight_hh" + suffix, gates, hidden);
        connectionsW = new Connections(w, site);
        connectionsU = new Connections(u, site + 1);
        inputBias = Parameter.vector(prefix + "bias_ih" + suffix, gates);
        hiddenBias = Parameter.vector(prefix + "bias_hh" + suffix, gates);
        int panels = panels();
        forwardW = new float[Math.multiplyExact(panels * WIDTH, inputs)];
        forwardU = new float[Math.multiplyExact(panels * WIDTH, hidden)];
        bias = new float[panels * WIDTH];
    }

    public int panels() {
        return cell.input().panels(stride);
    }

    /// In the order of PyTorch's modules; peepholes last.
    public List<Parameter> parameters() {
        return cell instanceof PeepholeCell peephole
                ? List.of(w, u, inputBias, hiddenBias, peephole.peepholes)
                : List.of(w, u, inputBias, hiddenBias);
    }

    public float[] backwardW() {
        return backwardW;
    }

    public float[] backwardU() {
        return backwardU;
    }

    /// Makes room for the panels of the backward pass.
    public void train(float dropConnect) {
        connectionsW.train(dropConnect);
        connectionsU.train(dropConnect);
        if (backwardU.length == 0) {
            int rows = cell.segments() * stride;
            backwardW = new float[Panels.size(rows, w.stride())];
            backwardU = new float[Panels.size(rows, u.stride())];
        }
    }

    /// Packs the worker's share for the forward pass.
    public void packForward(Worker worker) {
        for (int panel = worker.from(panels()); panel < worker.to(panels()); panel++) {
            packForward(cell.input(), panel, connectionsW.values(), w, forwardW);
            packForward(cell.hidden(), panel, connectionsU.values(), u, forwardU);
            packBias(panel);
        }
    }

    private void packForward(GateOrder order, int panel, float[] value, Parameter parameter, float[] packed) {
        int inner = parameter.columns();
        for (int column = 0; column < order.columns(panel, stride); column++) {
            int unit = order.unit(panel, column);
            if (unit < hidden) {
                int row = order.gate(column) * hidden + unit;
                scatter(value, row * parameter.stride(), inner, packed, panel * inner * WIDTH + column);
            }
        }
    }

    private static void scatter(float[] from, int fromAt, int count, float[] to, int toAt) {
        for (int i = 0; i < count; i++) {
            to[toAt + i * WIDTH] = from[fromAt + i];
        }
    }

    private void packBias(int panel) {
        Arrays.fill(bias, panel * WIDTH, (panel + 1) * WIDTH, 0f);
        addBias(cell.input(), panel, inputBias);
        addBias(cell.hidden(), panel, hiddenBias);
    }

    private void addBias(GateOrder order, int panel, Parameter parameter) {
        for (int column = 0; column < order.columns(panel, stride); column++) {
            int unit = order.unit(panel, column);
            if (unit < hidden) {
                int at = panel * WIDTH + order.firstColumn() + column;
                bias[at] += parameter.value()[order.gate(column) * hidden + unit];
            }
        }
    }

    /// Packs the worker's share for the backward pass.
    public void packBackward(Worker worker) {
        packBackward(worker, cell.inputSegments(), connectionsW.values(), w, backwardW);
        packBackward(worker, cell.hiddenSegments(), connectionsU.values(), u, backwardU);
    }

    private void packBackward(Worker worker, Segments segments, float[] value, Parameter parameter, float[] packed) {
        int capacity = segments.count() * stride;
        int units = segments.count() * hidden;
        for (int i = worker.from(units); i < worker.to(units); i++) {
            int segment = i / hidden;
            int unit = i % hidden;
            int row = segments.gate(segment) * hidden + unit;
            copyRow(value, row * parameter.stride(), parameter.stride(), packed, segment * stride + unit, capacity);
        }
    }

    private static void copyRow(float[] from, int fromAt, int columns, float[] panels, int row, int capacity) {
        for (int panel = 0; panel < Panels.count(columns); panel++) {
            System.arraycopy(
                    from,
                    fromAt + panel * WIDTH,
                    panels,
                    (panel * capacity + row) * WIDTH,
                    Panels.width(panel, columns));
        }
    }
}
