package refrain.nn.cell;

import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Products;

/// A long short-term memory cell with forget gates. B streams, I inputs, H hidden units.
/// ```
/// [i f g o] = b_ih + b_hh + W_ih·x + W_hh·h        each gate's sum in this order, k ascending; rows of W: i, f, g, o
/// c' = σ(f)∘c + σ(i)∘tanh(g)        h' = σ(o)∘tanh(c')
/// ```
/// With a *cap*, what is let in is no more than what is forgotten, and |c| never grows beyond 1:
/// ```
/// c' = σ(f)∘c + min(σ(i), 1 − σ(f))∘tanh(g)
/// ```
/// @see <a href="https://doi.org/10.1162/neco.1997.9.8.1735">Hochreiter and Schmidhuber (1997)</a>, the cell
/// @see <a href="https://doi.org/10.1162/089976600300015015">Gers, Schmidhuber and Cummins (2000)</a>, the forget gate
/// @see <a href="https://arxiv.org/abs/1707.05589">Melis, Dyer and Blunsom (2018)</a>, the cap
public final class LstmCell implements Cell {
    /// The gates' rows in the weights.
    static final int I = 0;

    public static final int F = 1;
    static final int G = 2;
    static final int O = 3;

    /// In a panel the three sigmoids stand together: i, f, o, g.
    static final GateOrder ORDER = new GateOrder(true, 0, I, F, O, G);

    static final Segments SEGMENTS = new Segments(0, I, F, G, O);

    private static final int SIGMOIDS = 3 * Cells.BLOCK;

    private final boolean capped;

    private LstmCell(boolean capped) {
        this.capped = capped;
    }

    /// The cell as Gers et al. have it.
    static LstmCell plain() {
        return new LstmCell(false);
    }

    /// With a cap on the input gate.
    static LstmCell capped() {
        return new LstmCell(true);
    }

    @Override
    public int gates() {
        return 4;
    }

    @Override
    public GateOrder input() {
        return ORDER;
    }

    @Override
    public GateOrder hidden() {
        return ORDER;
    }

    @Override
    public int segments() {
        return 4;
    }

    @Override
    public Segments inputSegments() {
        return SEGMENTS;
    }

    @Override
    public Segments hiddenSegments() {
        return SEGMENTS;
    }

    @Override
    public boolean hasCellState() {
        return true;
    }

    @Override
    public void forward(Kernels kernels, Cells.States states, Cells.Place place, int panel) {
        kernels.activations().sigmoid(states.gates(), place.gates, place.rows, SIGMOIDS, Products.PANEL);
        if (capped) {
            kernels.cells().capInput(states, place);
        }
        kernels.cells().lstmCell(states, place);
        kernels.cells().lstmHidden(states, place);
    }

    @Override
    public void backward(
            Kernels kernels,
            Cells.States states,
            Cells.Gradients gradients,
            Cells.Place place,
            int panel,
            int cellAt,
            int rowsAt) {
        if (capped) {
            kernels.cells().cappedBackward(states, gradients, place, cellAt, rowsAt);
        } else {
            kernels.cells().lstmBackward(states, gradients, place, cellAt, rowsAt);
        }
    }
}
