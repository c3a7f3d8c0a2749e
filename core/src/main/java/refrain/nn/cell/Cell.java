package refrain.nn.cell;

import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.nn.LayerConfig;

/// What distinguishes one kind of recurrent layer from another: how gates lie in panels, and the element-wise formulas
/// that follow the products. The products themselves and the loop over time are `Recurrence`'s.
public sealed interface Cell permits LstmCell, PeepholeCell, GruCell, ElmanCell {
    /// Gates, each with H rows in the weights.
    int gates();

    /// Where `W·x` goes.
    GateOrder input();

    /// Where `U·h` goes.
    GateOrder hidden();

    /// Gates in a row of gate gradients, which the backward products read.
    int segments();

    /// The segments that `∂loss/∂x = Σ dgate·W` reads.
    Segments inputSegments();

    /// The segments that `∂loss/∂h = Σ dgate·U` reads.
    Segments hiddenSegments();

    /// Whether the layer carries a cell state beside its hidden state.
    boolean hasCellState();

    /// From gate inputs to the new state, for one panel and some rows.
    void forward(Kernels kernels, Cells.States states, Cells.Place place, int panel);

    /// From the state's gradient to the gate inputs' gradients, for the 16 units of a block (64 in a simple cell).
    /// @param cellAt start in `gradients.cell`
    /// @param rowsAt start in `gradients.rows`
    void backward(
            Kernels kernels,
            Cells.States states,
            Cells.Gradients gradients,
            Cells.Place place,
            int panel,
            int cellAt,
            int rowsAt);

    /// @param peepholes name of the peepholes' parameter, if there are any
    static Cell of(LayerConfig layer, String peepholes) {
        return switch (layer.inner()) {
            case LayerConfig.Lstm lstm ->
                lstm.peepholes() ? new PeepholeCell(peepholes, lstm.hidden()) : LstmCell.plain();
            case LayerConfig.Gru gru -> new GruCell();
            case LayerConfig.Elman elman -> new ElmanCell(elman.nonlinearity());
            case LayerConfig.Normalised normalised -> LstmCell.plain();
            case LayerConfig.Projected projected -> LstmCell.plain();
            case LayerConfig.Mogrifier mogrifier -> LstmCell.capped();
            case LayerConfig.Residual residual -> of(residual.layer(), peepholes);
        };
    }
}
