package refrain.nn.tape;

import java.util.stream.LongStream;
import refrain.kernel.Products;
import refrain.nn.LayerConfig;
import refrain.nn.cell.Cell;
import refrain.nn.cell.PeepholeCell;

/// The floats of one recurrent layer, as [Footprint] counts them.
/// @param hidden units H
/// @param inputs width of what it reads
/// @param readsTokens whether that is one-hot, and so never stored
record LayerFootprint(Cell cell, long hidden, long inputs, boolean readsTokens) {
    private static final long PANEL = Products.PANEL;

    static LayerFootprint of(LayerConfig layer, int inputs, boolean readsTokens) {
        return new LayerFootprint(Cell.of(layer, ""), layer.hidden(), inputs, readsTokens);
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

    long rows() {
        return 2L * cell.gates() * hidden + 2 + (cell instanceof PeepholeCell ? 3 : 0);
    }

    long values() {
        long gates = cell.gates() * hidden;
        return connections() + 2 * padded(gates) + (cell instanceof PeepholeCell ? 3 * stride() : 0);
    }

    /// W and U.
    long connections() {
        return cell.gates() * hidden * (padded(inputs) + stride());
    }

    long bias() {
        return gateColumns();
    }

    /// W and U packed for the forward pass.
    LongStream forward() {
        return LongStream.of(inputs * gateColumns(), hidden * gateColumns());
    }

    /// W and U packed for the backward pass.
    LongStream backward() {
        return LongStream.of(
                cell.inputSegments().count() * stride() * columns(padded(inputs)),
                cell.hiddenSegments().count() * stride() * columns(stride()));
    }

    private long gateColumns() {
        return cell.input().panels((int) stride()) * PANEL;
    }

    /// What is carried from window to window.
    long state(long streams) {
        return streams * stride() * (cell.hasCellState() ? 2 : 1);
    }

    /// What a window holds in panels.
    LongStream panels(long rows, boolean trained) {
        long input = trained && !readsTokens ? rows * columns(padded(inputs)) : 0;
        return LongStream.of(rows * gateColumns(), input, trained ? rows * columns(stride()) : 0);
    }

    /// What a window holds besides.
    long window(long streams, long rows, boolean trained) {
        long states = (streams + rows) * stride();
        long forward = states * (cell.hasCellState() ? 3 : 1);
        return forward + (trained ? states + backwardWindow(streams, rows) : 0);
    }

    private long backwardWindow(long streams, long rows) {
        long cells = cell.hasCellState() ? streams * stride() : 0;
        long gates = cell.segments() * stride();
        return cells + rows * gates + (readsTokens ? inputs * gates : 0);
    }
}
