package refrain.nn.tape;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.network.Network;

/// A whole network in plain `double`: token, embedding or one-hot vector, stack of layers, softmax; state carried from
/// window to window.
final class NetworkFormula {
    private final ModelConfig config;
    private final int streams;
    private final SequencedMap<String, Matrix> matrices;
    private final CellFormula[] cells;
    private final OutputFormula softmax;
    private final double[][][] h; // [layer][stream][unit], before the window
    private final double[][][] c;
    private Masks masks = Masks.NONE;
    private CellFormula.Step[][] taken = new CellFormula.Step[0][]; // [row][layer]
    private double[][] raws = new double[0][]; // [row], what the stack gave
    private double[][] tops = new double[0][]; // [row], what the softmax read
    private double[][] logProbabilities = new double[0][];
    private int[] inputs = new int[0];
    private int[] targets = new int[0];

    /// @param matrices by PyTorch's names
    NetworkFormula(ModelConfig config, SequencedMap<String, Matrix> matrices, int streams) {
        this.config = config;
        this.matrices = matrices;
        this.streams = streams;
        int layers = config.layers().size();
        cells = new CellFormula[layers];
        h = new double[layers][streams][];
        c = new double[layers][streams][];
        for (int layer = 0; layer < layers; layer++) {
            LayerConfig spec = config.layers().get(layer);
            cells[layer] = CellFormula.of(spec, weights(layer));
            for (int b = 0; b < streams; b++) {
                h[layer][b] = new double[spec.outputs()];
                c[layer][b] = new double[hasCell(spec) ? spec.hidden() : 0];
            }
        }
        softmax = OutputFormula.of(config, this::matrix);
    }

    /// The same network with the same parameters.
    static NetworkFormula of(Network network, int streams) {
        SequencedMap<String, Matrix> matrices = new LinkedHashMap<>();
        network.parameters().forEach(parameter -> matrices.put(parameter.name(), Matrix.of(parameter)));
        return new NetworkFormula(network.config(), matrices, streams);
    }

    SequencedMap<String, Matrix> matrices() {
        return matrices;
    }

    double[][] logProbabilities() {
        return logProbabilities;
    }

    /// Each stream's h.
    double[][] hidden(int layer) {
        return h[layer];
    }

    /// Each stream's c.
    double[][] cell(int layer) {
        return c[layer];
    }

    /// Σ −ln p(target) over a window of rows t·B + b.
    double forward(int[] inputs, int[] targets, Masks masks) {
        this.inputs = inputs;
        this.targets = targets;
        this.masks = masks;
        dropConnections();
        taken = new CellFormula.Step[inputs.length][cells.length];
        raws = new double[inputs.length][];
        tops = new double[inputs.length][];
        logProbabilities = new double[inputs.length][];
        double loss = 0;
        for (int row = 0; row < inputs.length; row++) {
            raws[row] = stack(row);
            tops[row] = product(raws[row], masks.output(row, config.outputs()));
            logProbabilities[row] = softmax.forward(tops[row]);
            loss -= logProbabilities[row][targets[row]];
        }
        return loss;
    }

    /// Replaces every gradient by that of the mean loss of a row.
    void backward() {
        matrices.values().forEach(matrix -> Arrays.fill(matrix.gradient, 0));
        double[][][] dh = new double[cells.length][streams][];
        double[][][] dc = new double[cells.length][streams][];
        for (int layer = 0; layer < cells.length; layer++) {
            for (int b = 0; b < streams; b++) {
                dh[layer][b] = new double[h[layer][b].length];
                dc[layer][b] = new double[c[layer][b].length];
            }
        }
        for (int row = inputs.length - 1; row >= 0; row--) {
            rowBack(row, dh, dc);
        }
    }

    /// The next window begins where this one ended.
    void carry() {
        for (int layer = 0; layer < cells.length; layer++) {
            for (int b = 0; b < streams; b++) {
                CellFormula.Step last = taken[inputs.length - streams + b][layer];
                h[layer][b] = last.h();
                c[layer][b] = last.c();
            }
        }
    }

    private double[] stack(int row) {
        int b = row % streams;
        double[] x = input(row);
        for (int layer = 0; layer < cells.length; layer++) {
            double[] whole = x;
            if (layer > 0) {
                x = product(x, masks.layer(layer, row, x.length));
            }
            boolean first = row < streams;
            double[] hBefore = first ? h[layer][b] : taken[row - streams][layer].h();
            double[] cBefore = first ? c[layer][b] : taken[row - streams][layer].c();
            taken[row][layer] = cells[layer].step(x, hBefore, cBefore);
            x = isResidual(layer) ? CellFormula.sum(taken[row][layer].h(), whole) : taken[row][layer].h();
        }
        return x;
    }

    private void rowBack(int row, double[][][] dh, double[][][] dc) {
        int b = row % streams;
        float smoothing = masks.rates().smoothing();
        double[] d = softmax.back(logProbabilities[row], tops[row], targets[row], 1.0 / inputs.length, smoothing);
        d = CellFormula.sum(d, scaled(tops[row], 2 * masks.rates().activation() / (inputs.length * d.length)));
        d = product(d, masks.output(row, d.length));
        d = CellFormula.sum(d, temporalBack(row));
        for (int layer = cells.length - 1; layer >= 0; layer--) {
            double[] sum = d;
            CellFormula.Back back = taken[row][layer].back(CellFormula.sum(d, dh[layer][b]), dc[layer][b]);
            dh[layer][b] = back.dh();
            dc[layer][b] = back.dc();
            d = layer == 0 ? back.dx() : product(back.dx(), masks.layer(layer, row, back.dx().length));
            d = isResidual(layer) ? CellFormula.sum(d, sum) : d;
        }
        inputBack(row, d);
    }

    /// What is minimised: the mean loss of a row, of smoothed targets, and the penalties of activations.
    double objective() {
        int rows = inputs.length;
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += softmax.loss(
                            logProbabilities[row], targets[row], masks.rates().smoothing())
                    / rows;
            double squares = Arrays.stream(tops[row]).map(h -> h * h).sum();
            sum += masks.rates().activation() * squares / (rows * tops[row].length);
            if (row >= streams) {
                double changes = Arrays.stream(change(row, row - streams))
                        .map(d -> d * d)
                        .sum();
                sum += masks.rates().temporal() * changes / ((rows - streams) * tops[row].length);
            }
        }
        return sum;
    }

    private double[] temporalBack(int row) {
        int rows = inputs.length;
        double[] d = new double[config.outputs()];
        double scale = 2.0 * masks.rates().temporal() / ((double) (rows - streams) * d.length);
        if (row >= streams) {
            d = CellFormula.sum(d, scaled(change(row, row - streams), scale));
        }
        if (row < rows - streams) {
            d = CellFormula.sum(d, scaled(change(row, row + streams), scale));
        }
        return d;
    }

    private double[] change(int row, int other) {
        return CellFormula.sum(top(row), scaled(top(other), -1));
    }

    private double[] top(int row) {
        return raws[row];
    }

    private static double[] scaled(double[] x, double factor) {
        return Arrays.stream(x).map(value -> value * factor).toArray();
    }

    private boolean isResidual(int layer) {
        return config.layers().get(layer).isResidual();
    }

    /// Whether a layer carries a cell state.
    static boolean hasCell(LayerConfig layer) {
        return !(layer.inner() instanceof LayerConfig.Elman) && !(layer.inner() instanceof LayerConfig.Gru);
    }

    private double[] input(int row) {
        return switch (config.input()) {
            case InputConfig.OneHot() -> {
                double[] x = new double[config.vocabulary()];
                x[inputs[row]] = 1;
                yield product(x, masks.input(row, x.length, inputs[row]));
            }
            case InputConfig.Embedding(int size) -> {
                int from = inputs[row] * size;
                double[] x = Arrays.copyOfRange(matrix("encoder.weight").value, from, from + size);
                yield product(x, masks.input(row, size, inputs[row]));
            }
        };
    }

    private void inputBack(int row, double[] dx) {
        if (config.input() instanceof InputConfig.Embedding(int size)) {
            double[] d = product(dx, masks.input(row, size, inputs[row]));
            for (int i = 0; i < size; i++) {
                matrix("encoder.weight").gradient[inputs[row] * size + i] += d[i];
            }
        }
    }

    private void dropConnections() {
        for (int layer = 0; layer < cells.length; layer++) {
            CellFormula.Weights weights = weights(layer);
            masks.connections(2 * layer, weights.w());
            masks.connections(2 * layer + 1, weights.u());
        }
        List<Matrix> output = softmax.connections();
        masks.connections(2 * cells.length, output.getFirst());
        for (int i = 1; i < output.size(); i++) {
            masks.connections(3 * cells.length + 4 + i, output.get(i));
        }
    }

    private CellFormula.Weights weights(int layer) {
        String prefix = config.isUniform() ? "rnn." : "rnns." + layer + ".";
        String suffix = config.isUniform() ? "_l" + layer : "_l0";
        return new CellFormula.Weights(
                matrix(prefix + "weight_ih" + suffix),
                matrix(prefix + "weight_hh" + suffix),
                matrix(prefix + "bias_ih" + suffix),
                matrix(prefix + "bias_hh" + suffix),
                name -> matrix(prefix + name + suffix));
    }

    private Matrix matrix(String name) {
        Matrix matrix = matrices.get(name);
        if (matrix == null) {
            throw new IllegalArgumentException("no parameter " + name + " among " + matrices.keySet());
        }
        return matrix;
    }

    private static double[] product(double[] x, double[] y) {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            product[i] = x[i] * y[i];
        }
        return product;
    }
}
