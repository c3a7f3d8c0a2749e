package refrain.nn.rowwise;

import refrain.kernel.Cells;
import refrain.kernel.Panels;
import refrain.kernel.Slab;
import refrain.nn.Parameter;
import refrain.nn.weights.RecurrentWeights;

/// What every layer of the row-wise path keeps of its steps: of a window all of it, of a single step the rows that
/// advance.
/// @param rows room for so many rows of gates
/// @param trained whether there is a way back
/// @param slab where panels come from
/// @param gates `bias + W·x`, and what becomes of it
/// @param hidden h, `[(lead + rows) × P]`, the first rows the states before the first step
/// @param dHidden its gradient
/// @param states what the cell's kernels work on: `hidden` is o∘tanh(c), h itself unless that is projected
/// @param gradients of `states`; `rows` is by `W·x`
public record RowBuffers(
        int rows,
        boolean trained,
        Slab slab,
        Panels gates,
        float[] hidden,
        float[] dHidden,
        Cells.States states,
        Cells.Gradients gradients) {

    /// @param lead rows of states before the first step
    public static RowBuffers of(RecurrentWeights weights, int lead, int rows, boolean trained, Slab slab) {
        int states = Math.addExact(lead, rows);
        float[] hidden = new float[Math.multiplyExact(states, weights.outputStride())];
        float[] dHidden = new float[trained ? hidden.length : 0];
        boolean projects = weights.outputs != weights.hidden;
        int cells = Math.multiplyExact(states, weights.stride);
        Panels gates = Panels.of(slab, rows, weights.cell.input().width(weights.stride));
        return new RowBuffers(
                rows,
                trained,
                slab,
                gates,
                hidden,
                dHidden,
                new Cells.States(
                        gates.floats(), projects ? new float[cells] : hidden, new float[cells], new float[cells]),
                new Cells.Gradients(
                        projects ? new float[trained ? cells : 0] : dHidden,
                        new float[trained ? lead * weights.stride : 0],
                        new float[trained ? Math.multiplyExact(rows, 4 * weights.stride) : 0]));
    }

    /// Rows as wide as a row of panels.
    Panels panels(RecurrentWeights weights) {
        return Panels.of(slab, rows, weights.cell.input().width(weights.stride));
    }

    /// The hidden states, as what a step finds before it.
    Values previous(RecurrentWeights weights) {
        return new Values(hidden, dHidden, Parameter.padded(weights.outputs), Values.Rows.PREVIOUS);
    }
}
