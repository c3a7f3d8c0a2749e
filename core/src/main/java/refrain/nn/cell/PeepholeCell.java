package refrain.nn.cell;

import java.util.Arrays;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.nn.Parameter;

/// An LSTM cell whose gates also see the cell state, each through one weight a unit.
/// ```
/// i = σ(… + p_i∘c)   f = σ(… + p_f∘c)   o = σ(… + p_o∘c')        otherwise as LstmCell
/// ```
/// @see <a href="https://doi.org/10.1109/IJCNN.2000.861302">Gers and Schmidhuber (2000)</a>, peepholes
/// @see <a href="https://arxiv.org/abs/1308.0850">Graves (2013)</a>, equations 7 to 11
public final class PeepholeCell implements Cell {
    private static final int BLOCK = Cells.BLOCK;
    private static final int PANEL = Products.PANEL;

    private final LstmCell lstm = LstmCell.plain();

    /// p_i, p_f, p_o, one row each.
    public final Parameter peepholes;

    PeepholeCell(String name, int hidden) {
        peepholes = Parameter.elementWise(name, 3, hidden);
    }

    @Override
    public int gates() {
        return lstm.gates();
    }

    @Override
    public GateOrder input() {
        return lstm.input();
    }

    @Override
    public GateOrder hidden() {
        return lstm.hidden();
    }

    @Override
    public int segments() {
        return lstm.segments();
    }

    @Override
    public Segments inputSegments() {
        return lstm.inputSegments();
    }

    @Override
    public Segments hiddenSegments() {
        return lstm.hiddenSegments();
    }

    @Override
    public boolean hasCellState() {
        return true;
    }

    @Override
    public void forward(Kernels kernels, Cells.States states, Cells.Place place, int panel) {
        float[] gates = states.gates();
        look(0, gates, place.gates, states.cell(), place.previous, place, panel);
        look(1, gates, place.gates + BLOCK, states.cell(), place.previous, place, panel);
        kernels.activations().sigmoid(gates, place.gates, place.rows, 2 * BLOCK, PANEL);
        kernels.cells().lstmCell(states, place);
        look(2, gates, place.gates + 2 * BLOCK, states.cell(), place.state, place, panel);
        kernels.activations().sigmoid(gates, place.gates + 2 * BLOCK, place.rows, BLOCK, PANEL);
        kernels.cells().lstmHidden(states, place);
    }

    /// gate ← fma(p, c, gate)
    private void look(int which, float[] gates, int gate, float[] cell, int at, Cells.Place place, int panel) {
        float[] p = peepholes.value();
        int unit = which * peepholes.stride() + panel * BLOCK;
        for (int row = 0; row < place.rows; row++) {
            for (int j = 0; j < BLOCK; j++) {
                int to = gate + row * PANEL + j;
                gates[to] = Math.fma(p[unit + j], cell[at + row * place.stride + j], gates[to]);
            }
        }
    }

    /// As an LSTM's, with two more terms: do reaches dc through p_o, di and df reach the previous dc through p_i
    /// and p_f.
    @Override
    public void backward(
            Kernels kernels,
            Cells.States states,
            Cells.Gradients gradients,
            Cells.Place place,
            int panel,
            int cellAt,
            int rowsAt) {
        float[] gates = states.gates();
        float[] p = peepholes.value();
        for (int row = 0; row < place.rows; row++) {
            int gate = place.gates + row * PANEL + 2 * BLOCK;
            int unit = row * place.stride;
            int po = 2 * peepholes.stride() + panel * BLOCK;
            for (int j = 0; j < BLOCK; j++) {
                float o = gates[gate + j];
                float dh = gradients.hidden()[place.state + unit + j];
                float dO = (dh * states.tanhCell()[place.state + unit + j]) * (o * (1f - o));
                gradients.cell()[cellAt + unit + j] =
                        Math.fma(dO, p[po + j], gradients.cell()[cellAt + unit + j]);
            }
        }
        kernels.cells().lstmBackward(states, gradients, place, cellAt, rowsAt);
        lookBack(0, gradients, place, panel, cellAt, gates, place.gates);
        lookBack(1, gradients, place, panel, cellAt, gates, place.gates + BLOCK);
    }

    /// dc ← fma(dgate, p, dc)
    private void lookBack(
            int which, Cells.Gradients gradients, Cells.Place place, int panel, int cellAt, float[] gates, int gate) {
        float[] p = peepholes.value();
        int unit = which * peepholes.stride() + panel * BLOCK;
        for (int row = 0; row < place.rows; row++) {
            int to = cellAt + row * place.stride;
            for (int j = 0; j < BLOCK; j++) {
                float d = gates[gate + row * PANEL + j];
                gradients.cell()[to + j] = Math.fma(d, p[unit + j], gradients.cell()[to + j]);
            }
        }
    }

    /// dp = Σ dgate∘c over the rows of the window, ascending, for the worker's panels.
    /// @param gates gradients of the gates' inputs
    /// @param rows of the window
    /// @param lead rows of the cell states before the first step
    public void gradient(Panels gates, float[] cell, int fromPanel, int toPanel, int rows, int lead, int stride) {
        for (int panel = fromPanel; panel < toPanel; panel++) {
            sum(0, gates, panel, 0, rows, cell, panel * BLOCK, stride);
            sum(1, gates, panel, BLOCK, rows, cell, panel * BLOCK, stride);
            sum(2, gates, panel, 2 * BLOCK, rows, cell, lead * stride + panel * BLOCK, stride);
        }
    }

    private void sum(int which, Panels gates, int panel, int slot, int rows, float[] cell, int cellAt, int stride) {
        int to = which * peepholes.stride() + panel * BLOCK;
        float[] dp = peepholes.gradient();
        Arrays.fill(dp, to, to + BLOCK, 0f);
        for (int row = 0; row < rows; row++) {
            int gate = gates.at(panel, row) + slot;
            int from = cellAt + row * stride;
            for (int j = 0; j < BLOCK; j++) {
                dp[to + j] = Math.fma(gates.floats()[gate + j], cell[from + j], dp[to + j]);
            }
        }
    }
}
