package refrain.kernel;

/// The element-wise part of recurrent cells, for some units of several rows at a time: in a gated cell the 16 of one
/// *block*, in a simple cell the `columns` of a panel, a multiple of 16. What they need lies in one panel of the gate
/// array, row after row, 64 floats each; states are row-major.
///
/// A method has one loop over all rows, with one elementary function in it; loops with two, three or five of them were
/// measured to be no faster.
///
/// Gradients vanish on their way through time, and many processors are slow with subnormal numbers. So every gradient
/// a cell writes is [flushed][#flush]: what is smaller than 2⁻¹⁰⁰ becomes zero, far above the least normal number, so
/// that its products with weights and states are normal, too.
public interface Cells {
    /// Units of a block.
    int BLOCK = 16;

    /// The least magnitude of a gradient that is not zero.
    float LEAST_GRADIENT = 0x1p-100f;

    /// Where a block's rows lie. Rows follow each other: 64 floats apart in `gates`, `stride` floats in the states.
    final class Place {
        /// Start in the gate array.
        public int gates;
        /// Start in the state arrays of this step.
        public int state;
        /// Start in the same arrays of the step before.
        public int previous;
        /// How many rows.
        public int rows;
        /// Floats from one row of the states to the next.
        public int stride;
    }

    /// Arrays of a layer over all its steps.
    /// @param gates panels of activations, on the way back of their gradients
    /// @param hidden h, one row for each stream before the first step, then one for each (step, stream)
    /// @param cell c, likewise; of an LSTM only
    /// @param tanhCell tanh(c), likewise; of an LSTM only
    record States(float[] gates, float[] hidden, float[] cell, float[] tanhCell) {}

    /// Gradients of a layer.
    /// @param hidden ∂loss/∂h, laid out as h
    /// @param cell ∂loss/∂c of the current step, `B × stride`
    /// @param rows gradients of the gates' inputs, row-major: for each (step, stream) the gates one after the other
    record Gradients(float[] hidden, float[] cell, float[] rows) {}

    /// LSTM, after the sigmoids of i and f: columns `i f o g` of the panel.
    /// ```
    /// g ← tanh(g)     c' = fma(f, c, i·g)
    /// ```
    void lstmCell(States states, Place place);

    /// LSTM, after the sigmoid of o.
    /// ```
    /// tanhCell = tanh(c')     h' = o·tanh(c')
    /// ```
    void lstmHidden(States states, Place place);

    /// The way back through one step of an LSTM.
    /// ```
    /// dc ← fma(dh·o, 1 − tanh²c', dc)
    /// di = dc·g·i·(1−i)   df = dc·c·f·(1−f)   dg = dc·i·(1−g²)   do = dh·tanh(c')·o·(1−o)
    /// dc ← dc·f
    /// ```
    /// Gradients replace the gates in the panel, and are written to `rows` in PyTorch's order i, f, g, o, each gate
    /// `stride` floats after the one before.
    /// @param cellAt start in `gradients.cell`
    /// @param rowsAt start in `gradients.rows`, whose rows are `4·stride` long
    void lstmBackward(States states, Gradients gradients, Place place, int cellAt, int rowsAt);

    /// The cap of an LSTM's input gate, after the sigmoids and before [#lstmCell]. What is let in is no more than what
    /// is forgotten, so that |c| never grows beyond 1. NaN stays NaN.
    /// ```
    /// i ← min(i, 1 − f)
    /// ```
    void capInput(States states, Place place);

    /// As [#lstmBackward], through a step with [a cap][#capInput]. Where i = 1 − f, i follows f:
    /// ```
    /// di = 0     df = dc·(c − g)·f·(1−f)
    /// ```
    void cappedBackward(States states, Gradients gradients, Place place, int cellAt, int rowsAt);

    /// GRU, after the sigmoids of r and z: columns `n r z m` of the panel hold `n = b_in + W_in·x`, r, z and
    /// `m = b_hn + W_hn·h`.
    /// ```
    /// n ← tanh(fma(r, m, n))     h' = fma(z, h − n, n)
    /// ```
    void gruHidden(States states, Place place);

    /// The way back through one step of a GRU.
    /// ```
    /// dz = dh·(h − n)·z·(1−z)   dn = dh·(1−z)·(1−n²)   dr = dn·m·r·(1−r)   dm = dn·r
    /// dh_previous ← fma(dh, z, dh_previous)
    /// ```
    /// Gradients replace the gates in the panel, and are written to `rows` in the order n, r, z, m.
    void gruBackward(States states, Gradients gradients, Place place, int rowsAt);

    /// The way back through a simple cell with `h' = tanh(gate)`. The gradient replaces the gate in the panel, and is
    /// written to `rows`.
    /// ```
    /// dgate = dh·(1 − h'²)
    /// ```
    /// @param rowsAt start in `gradients.rows`, whose rows are `stride` long
    void tanhBackward(States states, Gradients gradients, Place place, int columns, int rowsAt);

    /// A simple cell with rectified linear units; NaN stays NaN.
    /// ```
    /// h' = max(0, gate)
    /// ```
    void rectifyForward(States states, Place place, int columns);

    /// The way back through a simple cell with rectified linear units, as [#tanhBackward].
    /// ```
    /// dgate = dh where h' > 0, otherwise 0
    /// ```
    void rectifyBackward(States states, Gradients gradients, Place place, int columns, int rowsAt);

    /// x, or 0 where |x| < 2⁻¹⁰⁰; NaN stays NaN.
    static float flush(float x) {
        return Math.abs(x) < LEAST_GRADIENT ? 0f : x;
    }

    /// The definition.
    static Cells plain() {
        return new PlainCells();
    }
}
