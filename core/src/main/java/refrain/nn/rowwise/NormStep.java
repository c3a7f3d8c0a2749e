package refrain.nn.rowwise;

import java.util.Arrays;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.team.Worker;
import refrain.nn.weights.Extension;
import refrain.nn.weights.RecurrentWeights;

/// An LSTM with layer normalisation, in the form published for it: the products with x and h are normalised apart, each
/// over all 4H values, with gains of their own and the biases as their common shift; so is the cell before its tanh.
/// ```
/// [i f g o] = α_x∘N(W_ih·x) + α_h∘N(W_hh·h) + b_ih + b_hh
/// c' = σ(f)∘c + σ(i)∘tanh(g)      h' = σ(o)∘tanh(α_c∘N(c') + β_c)
/// ```
/// @see LayerNorm
/// @see <a href="https://arxiv.org/abs/1607.06450">Ba, Kiros and Hinton (2016)</a>, equations 20 to 22 of the
///     supplement; its two shifts and the bias of the gates' inputs are one sum and so two biases here
final class NormStep implements RowStep {
    private static final int BLOCK = Cells.BLOCK;
    private static final int PANEL = Products.PANEL;
    private static final int GATES = 4;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Extension.Norms norms;
    private final RowBuffers rows;
    private final Panels input;
    private final Panels recurrent;
    private final Panels gates;
    private final Cells.States states;
    private final float[] inputR;
    private final float[] hiddenR;
    private final float[] cellR;
    private final float[] cellNormal;
    private final float[] dCellNormal;
    private final float[] dRecurrent;
    private final StepProducts products;
    private final NormGradients sums;

    NormStep(Kernels kernels, RecurrentWeights weights, Extension.Norms norms, RowBuffers rows) {
        this.kernels = kernels;
        this.weights = weights;
        this.norms = norms;
        this.rows = rows;
        input = rows.gates();
        recurrent = rows.panels(weights);
        gates = rows.panels(weights);
        Cells.States of = rows.states();
        states = new Cells.States(gates.floats(), of.hidden(), of.cell(), of.tanhCell());
        inputR = new float[rows.rows()];
        hiddenR = new float[rows.rows()];
        cellR = new float[rows.rows()];
        cellNormal = new float[Math.multiplyExact(rows.rows(), weights.stride)];
        dCellNormal = new float[rows.trained() ? cellNormal.length : 0];
        dRecurrent = new float[rows.gradients().rows().length];
        products = new StepProducts(kernels, weights);
        sums = new NormGradients(weights, norms, gates, cellNormal, dCellNormal);
    }

    @Override
    public Panels recurrentGates() {
        return recurrent;
    }

    @Override
    public void forward(RowPlace place) {
        for (int panel = 0; panel < recurrent.count(); panel++) {
            int at = recurrent.at(panel, place.row);
            Arrays.fill(recurrent.floats(), at, at + place.count * PANEL, 0f);
        }
        products.ofHidden(place, rows.hidden(), place.previous * weights.stride, recurrent);
        for (int row = place.row; row < place.row + place.count; row++) {
            inputR[row] = LayerNorm.gates(input, row, weights.hidden);
            hiddenR[row] = LayerNorm.gates(recurrent, row, weights.hidden);
            gateInputs(row);
        }
        cell(place);
        for (int i = 0; i < place.count; i++) {
            hidden(place.row + i, (place.state + i) * weights.stride);
        }
    }

    /// α_x∘N(W_ih·x) + α_h∘N(W_hh·h) + b_ih + b_hh of one row.
    private void gateInputs(int row) {
        float[] alphaX = norms.input().value();
        float[] alphaH = norms.hidden().value();
        for (int panel = 0; panel < gates.count(); panel++) {
            for (int slot = 0; slot < GATES; slot++) {
                int unit = firstUnit(panel, slot);
                int units = LayerNorm.units(weights.hidden, panel);
                int x = input.at(panel, row) + slot * BLOCK;
                int h = recurrent.at(panel, row) + slot * BLOCK;
                int to = gates.at(panel, row) + slot * BLOCK;
                for (int j = 0; j < units; j++) {
                    float bias = weights.inputBias.value()[unit + j]
                            + weights.hiddenBias.value()[unit + j];
                    float a = Math.fma(alphaX[unit + j], input.floats()[x + j], bias);
                    gates.floats()[to + j] =
                            Math.fma(alphaH[unit + j], recurrent.floats()[h + j], a);
                }
                Arrays.fill(gates.floats(), to + units, to + BLOCK, 0f);
            }
        }
    }

    /// Where a slot's units begin in a vector of 4H.
    private int firstUnit(int panel, int slot) {
        return weights.cell.input().gate(slot * BLOCK) * weights.hidden + panel * BLOCK;
    }

    private void cell(RowPlace place) {
        Cells.Place cells = place.cells;
        cells.rows = place.count;
        cells.stride = weights.stride;
        for (int panel = 0; panel < gates.count(); panel++) {
            cells.gates = gates.at(panel, place.row);
            cells.previous = place.previous * weights.stride + panel * BLOCK;
            cells.state = place.state * weights.stride + panel * BLOCK;
            kernels.activations().sigmoid(gates.floats(), cells.gates, place.count, 3 * BLOCK, PANEL);
            kernels.cells().lstmCell(states, cells);
        }
    }

    private void hidden(int row, int state) {
        int stride = weights.stride;
        cellR[row] = LayerNorm.row(states.cell(), state, cellNormal, row * stride, weights.hidden);
        float[] tanh = states.tanhCell();
        for (int j = 0; j < weights.hidden; j++) {
            float n = cellNormal[row * stride + j];
            tanh[state + j] =
                    Math.fma(norms.cell().value()[j], n, norms.cellBias().value()[j]);
        }
        kernels.activations().tanh(tanh, state, stride, tanh, state, stride, 1, stride);
        for (int panel = 0; panel < gates.count(); panel++) {
            int o = gates.at(panel, row) + 2 * BLOCK;
            int unit = state + panel * BLOCK;
            for (int j = 0; j < BLOCK; j++) {
                states.hidden()[unit + j] = gates.floats()[o + j] * tanh[unit + j];
            }
        }
    }

    /// ```
    /// do = dh∘t∘o∘(1 − o)      dn = dh∘o∘(1 − t²)      t = tanh(α_c∘N(c') + β_c)
    /// ```
    /// then back through the norm to dc, through the gates as in an LSTM, and through their norms to the products.
    @Override
    public void backward(RowPlace place) {
        int rowLength = GATES * weights.stride;
        for (int i = 0; i < place.count; i++) {
            int row = place.row + i;
            int dCell = (place.stream + i) * weights.stride;
            outputBack(row, (place.state + i) * weights.stride);
            LayerNorm.rowBack(
                    dCellNormal,
                    row * weights.stride,
                    norms.cell().value(),
                    cellNormal,
                    row * weights.stride,
                    cellR[row],
                    weights.hidden,
                    rows.gradients().cell(),
                    dCell);
            gatesBack(row, dCell, (place.previous + i) * weights.stride);
            int to = row * rowLength;
            float[] dInput = rows.gradients().rows();
            LayerNorm.gatesBack(weights, gates, norms.input().value(), input, inputR[row], row, dInput, to);
            LayerNorm.gatesBack(weights, gates, norms.hidden().value(), recurrent, hiddenR[row], row, dRecurrent, to);
        }
        products.hiddenBack(place, dRecurrent, rows.dHidden(), place.previous * weights.stride);
    }

    private void outputBack(int row, int state) {
        for (int panel = 0; panel < gates.count(); panel++) {
            int at = gates.at(panel, row) + 2 * BLOCK;
            int unit = panel * BLOCK;
            for (int j = 0; j < BLOCK; j++) {
                float o = gates.floats()[at + j];
                float tanh = states.tanhCell()[state + unit + j];
                float dh = rows.dHidden()[state + unit + j];
                gates.floats()[at + j] = Cells.flush((dh * tanh) * (o * (1f - o)));
                dCellNormal[row * weights.stride + unit + j] = Cells.flush((dh * o) * Math.fma(-tanh, tanh, 1f));
            }
        }
    }

    private void gatesBack(int row, int dCell, int previous) {
        float[] g = gates.floats();
        float[] dc = rows.gradients().cell();
        for (int panel = 0; panel < gates.count(); panel++) {
            int at = gates.at(panel, row);
            for (int j = 0; j < BLOCK; j++, at++) {
                int unit = panel * BLOCK + j;
                float i = g[at];
                float f = g[at + BLOCK];
                float candidate = g[at + 3 * BLOCK];
                float d = dc[dCell + unit];
                g[at] = Cells.flush((d * candidate) * (i * (1f - i)));
                g[at + BLOCK] = Cells.flush((d * states.cell()[previous + unit]) * (f * (1f - f)));
                g[at + 3 * BLOCK] = Cells.flush((d * i) * Math.fma(-candidate, candidate, 1f));
                dc[dCell + unit] = Cells.flush(d * f);
            }
        }
    }

    @Override
    public void gradients(Worker worker, int count) {
        for (int panel = worker.from(gates.count()); panel < worker.to(gates.count()); panel++) {
            sums.run(panel, input, norms.input(), count);
            sums.run(panel, recurrent, norms.hidden(), count);
            sums.run(panel, count);
            sums.unpack(rows.gradients().rows(), panel, input, count);
            sums.unpack(dRecurrent, panel, recurrent, count);
        }
    }
}
