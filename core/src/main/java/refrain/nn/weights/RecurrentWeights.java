package refrain.nn.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.LayerConfig;
import refrain.nn.Parameter;
import refrain.nn.cell.Cell;
import refrain.nn.cell.GateOrder;
import refrain.nn.cell.PeepholeCell;
import refrain.nn.cell.Segments;

/// The weights of one recurrent layer, as trained parameters and packed in the panels that products read.
/// ```
/// forward   W: [I × panels·64], U: [P × panels·64]     columns as the gate order says
/// backward  W: [S·H × I], U: [S·H × P]                 rows gate after gate, each padded to the stride
/// ```
/// P is H but for a projected layer.
public final class RecurrentWeights {
    private static final int WIDTH = Products.PANEL;
    private static final int SLOT = 16;

    /// Streams of a worker that still make a high register tile.
    private static final int LEAST_STREAMS = 5;

    public final Parameter w;
    public final Parameter u;
    public final Parameter inputBias;
    public final Parameter hiddenBias;
    public final Connections connectionsW;
    public final Connections connectionsU;
    public final Cell cell;
    public final Extension extension;
    public final boolean residual;
    public final int inputs;
    public final int hidden;
    public final int stride;

    /// The width of h: that of U, and of what the next layer reads.
    public final int outputs;

    public final Panels forwardW;
    public final Panels forwardU;

    /// What a gate's chain of sums begins with, 64 for each panel: b_ih + b_hh where both reach it; zeros in a layer
    /// that normalises the products first.
    public final float[] bias;

    private final Slab slab;
    private final List<Linear> maps;
    private @Nullable Panels backwardW;
    private @Nullable Panels backwardU;

    public RecurrentWeights(String prefix, String suffix, LayerConfig layer, int inputs, int site, Slab slab) {
        this.cell = Cell.of(layer, prefix + "peepholes" + suffix);
        this.inputs = inputs;
        this.hidden = layer.hidden();
        this.outputs = layer.outputs();
        this.residual = layer.isResidual();
        this.stride = Parameter.padded(hidden);
        this.slab = slab;
        int gates = cell.gates() * hidden;
        w = Parameter.matrix(prefix + "weight_ih" + suffix, gates, inputs);
        u = Parameter.matrix(prefix + "weight_hh" + suffix, gates, outputs);
        connectionsW = new Connections(w, site);
        connectionsU = new Connections(u, site + 1);
        inputBias = Parameter.vector(prefix + "bias_ih" + suffix, gates);
        hiddenBias = Parameter.vector(prefix + "bias_hh" + suffix, gates);
        forwardW = Panels.of(slab, inputs, cell.input().width(stride));
        forwardU = Panels.of(slab, outputs, cell.input().width(stride));
        extension = Extension.of(layer, prefix, suffix, inputs, slab);
        maps = extension.maps();
        bias = new float[panels() * WIDTH];
    }

    public int panels() {
        return cell.input().panels(stride);
    }

    /// In the order of PyTorch's modules; peepholes and what else the kind has last.
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(List.of(w, u, inputBias, hiddenBias));
        if (cell instanceof PeepholeCell peephole) {
            parameters.add(peephole.peepholes);
        }
        parameters.addAll(extension.parameters());
        return parameters;
    }

    /// Whether the layer takes the row-wise path: whole rows at a time, workers sharing the streams.
    public boolean isRowwise() {
        return !(extension instanceof Extension.None);
    }

    /// Whether the layer needs the values of its input, so that tokens alone will not do.
    public boolean readsValues() {
        return residual || extension instanceof Extension.Modulations;
    }

    /// Floats of a row of h.
    public int outputStride() {
        return u.stride();
    }

    /// Makes room for what an update needs beside the forward pass.
    /// @param dropW rate of dropping weights of the input
    /// @param dropU rate of dropping recurrent weights
    public void train(float dropW, float dropU) {
        connectionsW.train(dropW);
        connectionsU.train(dropU);
        if (backwardW == null) {
            backwardW = Panels.of(slab, cell.inputSegments().count() * stride, w.stride());
            backwardU = Panels.of(slab, cell.hiddenSegments().count() * stride, u.stride());
            extension.maps().forEach(Linear::train);
        }
    }

    /// W for the backward pass.
    /// @throws IllegalStateException if [#train] was never called
    public Panels backwardW() {
        return trained(backwardW);
    }

    /// U for the backward pass.
    /// @throws IllegalStateException if [#train] was never called
    public Panels backwardU() {
        return trained(backwardU);
    }

    private static Panels trained(@Nullable Panels panels) {
        if (panels == null) {
            throw new IllegalStateException("the weights have no room for a backward pass; train() makes it");
        }
        return panels;
    }

    /// Sets the worker's share of a step's work on `streams` streams. Of a small U that is all units of some streams:
    /// each worker keeps U in its cache, and waits for no other before the last step. Otherwise it is some units of
    /// all streams, and workers meet at every step.
    public void divide(Share share, Worker worker, int streams) {
        if (isSmall() && streams >= LEAST_STREAMS * worker.count()) {
            share.ofWholeRows(worker, streams);
        } else {
            share.of(worker, streams);
        }
    }

    /// Whether all of U stays in a second-level cache, as it is packed for either way.
    private boolean isSmall() {
        return !forwardU.stream(1) && (backwardU == null || !backwardU.stream(1));
    }

    /// Packs the worker's share for the forward pass.
    public void packForward(Worker worker) {
        for (int panel = worker.from(panels()); panel < worker.to(panels()); panel++) {
            packForward(cell.input(), panel, connectionsW.values(), w, forwardW);
            packForward(cell.hidden(), panel, connectionsU.values(), u, forwardU);
            if (!isNormalised()) {
                packBias(panel);
            }
        }
        for (int i = 0; i < maps.size(); i++) { // an iterator would be allocated
            maps.get(i).packForward(worker);
        }
    }

    /// Whether the biases come after the products have been normalised.
    public boolean isNormalised() {
        return extension instanceof Extension.Norms;
    }

    private void packForward(GateOrder order, int panel, float[] value, Parameter parameter, Panels packed) {
        for (int column = 0; column < order.columns(panel, stride); column += SLOT) {
            int unit = order.unit(panel, column, stride);
            int row = order.gate(column) * hidden + unit;
            int count = Math.clamp(hidden - (long) unit, 0, SLOT);
            packed.copyAcross(value, row * parameter.stride(), parameter.stride(), count, panel, column);
        }
    }

    private void packBias(int panel) {
        Arrays.fill(bias, panel * WIDTH, (panel + 1) * WIDTH, 0f);
        addBias(cell.input(), panel, inputBias);
        addBias(cell.hidden(), panel, hiddenBias);
    }

    private void addBias(GateOrder order, int panel, Parameter parameter) {
        for (int column = 0; column < order.columns(panel, stride); column++) {
            int unit = order.unit(panel, column, stride);
            if (unit < hidden) {
                int at = panel * WIDTH + order.firstColumn() + column;
                bias[at] += parameter.value()[order.gate(column) * hidden + unit];
            }
        }
    }

    /// Packs the worker's share for the backward pass.
    public void packBackward(Worker worker) {
        packBackward(worker, cell.inputSegments(), connectionsW.values(), w, backwardW());
        packBackward(worker, cell.hiddenSegments(), connectionsU.values(), u, backwardU());
        for (int i = 0; i < maps.size(); i++) {
            maps.get(i).packBackward(worker);
        }
    }

    private void packBackward(Worker worker, Segments segments, float[] value, Parameter parameter, Panels packed) {
        int units = segments.count() * hidden;
        for (int i = worker.from(units); i < worker.to(units); i++) {
            int segment = i / hidden;
            int unit = i % hidden;
            int row = segments.gate(segment) * hidden + unit;
            packed.copyRow(value, row * parameter.stride(), segment * stride + unit);
        }
    }
}
