package refrain.nn.tape;

import java.util.stream.LongStream;
import refrain.kernel.Products;
import refrain.nn.LayerConfig;
import refrain.nn.cell.Cell;
import refrain.nn.cell.PeepholeCell;

/// The floats of one recurrent layer, as [Footprint] counts them.
/// @param hidden units H
/// @param inputs width of what it reads
record LayerFootprint(LayerConfig layer, Cell cell, long hidden, long inputs, RowwiseFootprint rowwise) {
    /// What a layer reads, as [Source] has it.
    enum Reads {
        ROWS,
        ONE_HOT,
        EMBEDDED
    }

    private static final long PANEL = Products.PANEL;

    static LayerFootprint of(LayerConfig layer, int inputs) {
        return new LayerFootprint(
                layer, Cell.of(layer, ""), layer.hidden(), inputs, RowwiseFootprint.of(layer.inner(), inputs));
    }

    /// Floats of a row of panels for `n` columns.
    static long columns(long n) {
        return Math.ceilDiv(n, PANEL) * PANEL;
    }

    private static long padded(long n) {
        return Math.ceilDiv(n, 16L) * 16;
    }

    long stride() {
        return padded(hidden);
    }

    /// Floats of a row of what it gives.
    long outputStride() {
        return padded(layer.outputs());
    }

    boolean readsValues() {
        return layer.readsValues();
    }

    long rows() {
        return 2L * cell.gates() * hidden + 2 + (cell instanceof PeepholeCell ? 3 : 0) + rowwise.parameterRows();
    }

    long values() {
        long gates = cell.gates() * hidden;
        return inputConnections()
                + recurrentConnections()
                + 2 * padded(gates)
                + (cell instanceof PeepholeCell ? 3 * stride() : 0)
                + rowwise.values();
    }

    /// W.
    long inputConnections() {
        return cell.gates() * hidden * padded(inputs);
    }

    /// U.
    long recurrentConnections() {
        return cell.gates() * hidden * outputStride();
    }

    long bias() {
        return gateColumns();
    }

    /// W and U packed for the forward pass.
    LongStream forward() {
        return LongStream.concat(
                LongStream.of(inputs * gateColumns(), layer.outputs() * gateColumns()), rowwise.forward());
    }

    /// W and U packed for the backward pass.
    LongStream backward() {
        LongStream both = LongStream.of(
                cell.inputSegments().count() * stride() * columns(padded(inputs)),
                cell.hiddenSegments().count() * stride() * columns(outputStride()));
        return LongStream.concat(both, rowwise.backward());
    }

    /// Columns of the layer's panels.
    long gateColumns() {
        return cell.input().panels((int) stride()) * PANEL;
    }

    /// What is carried from window to window.
    long state(long streams) {
        return streams * (outputStride() + (cell.hasCellState() ? stride() : 0));
    }

    /// What a window holds in panels, in the order of the constructors.
    /// @param tokens of the vocabulary
    LongStream panels(long rows, boolean trained, Reads reads, long tokens) {
        LongStream gates =
                LongStream.concat(LongStream.of(rows * gateColumns()), rowwise.panels(rows, gateColumns(), trained));
        return LongStream.concat(gates, sums(rows, trained, reads, tokens));
    }

    private LongStream sums(long rows, boolean trained, Reads reads, long tokens) {
        long table = reads == Reads.EMBEDDED ? tokens * gateColumns() : 0;
        if (!trained) {
            return LongStream.of(table);
        }
        long inputRows = switch (reads) {
            case ROWS -> rows;
            case ONE_HOT -> 0;
            case EMBEDDED -> tokens;
        };
        long sums = reads == Reads.ROWS ? 0 : tokens * gateColumns();
        return LongStream.of(table, rows * columns(outputStride()), inputRows * columns(padded(inputs)), sums);
    }

    /// What a window holds besides.
    long window(long streams, long rows, boolean trained, Reads reads, long tokens) {
        long states = (streams + rows) * stride();
        long outputs = (streams + rows) * outputStride();
        long forward = outputs + states * (cell.hasCellState() ? 2 : 0) + rowwise.window(streams, rows, trained);
        long residual = layer.isResidual() ? rows * outputStride() * (trained ? 2 : 1) : 0;
        long sums = reads == Reads.EMBEDDED ? tokens * cell.inputSegments().count() * stride() : 0;
        return forward + residual + rows + (trained ? outputs + backwardWindow(streams, rows) + sums : 0);
    }

    private long backwardWindow(long streams, long rows) {
        long cells = cell.hasCellState() ? streams * stride() : 0;
        return cells + rows * cell.segments() * stride();
    }
}
