package refrain.nn.tape;

import java.util.Arrays;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Worker;
import refrain.nn.Parameter;
import refrain.nn.cell.GateOrder;
import refrain.nn.weights.Layouts;

/// The gradient of a recurrent layer's weight matrix.
/// ```
/// dW[unit of gate] = Σ_rows dgate[row]·x[row]      rows ascending
/// ```
final class WeightGradient {
    private static final int SLOT = Cells.BLOCK;

    /// Rows summed over before the next gates: a block of x, of 32 KiB, stays in the first-level cache meanwhile.
    private static final int ROWS = 128;

    private final Kernels kernels;
    private final Parameter parameter;
    private final GateOrder order;
    private final int hidden;
    private final Layouts layouts;

    /// @param hidden units of the layer
    WeightGradient(Kernels kernels, Parameter parameter, GateOrder order, int hidden) {
        this.kernels = kernels;
        this.parameter = parameter;
        this.order = order;
        this.hidden = hidden;
        layouts = Layouts.across(parameter.stride());
    }

    /// The worker's share. Items are (panel of gates, panel of x), and those of a worker follow each other: a panel of
    /// gates, which is read across, stays in the second-level cache while those of x stream by.
    /// @param gates gradients of the gates' inputs
    void run(Worker worker, Panels gates, Panels x, int rows) {
        int items = x.count() * gates.count();
        for (int item = worker.from(items); item < worker.to(items); item++) {
            run(gates, item / x.count(), x, item % x.count(), rows);
        }
    }

    private void run(Panels gates, int gatePanel, Panels x, int panel, int rows) {
        int columns = order.columns(gatePanel, Parameter.padded(hidden));
        for (int column = 0; column < columns; column += SLOT) {
            clear(gatePanel, column, x.first(panel), x.width(panel));
        }
        for (int row = 0; row < rows; row += ROWS) {
            for (int column = 0; column < columns; column += SLOT) {
                add(gates, gatePanel, column, x, panel, row, Math.min(ROWS, rows - row));
            }
        }
    }

    private void add(Panels gates, int gatePanel, int column, Panels x, int panel, int row, int count) {
        kernels.products()
                .multiply(
                        layouts.of(x.width(panel)),
                        units(gatePanel, column),
                        count,
                        gates.floats(),
                        gates.at(gatePanel, row) + order.firstColumn() + column,
                        x.floats(),
                        x.at(panel, row),
                        parameter.gradient(),
                        firstRow(gatePanel, column) * parameter.stride() + x.first(panel));
    }

    private void clear(int gatePanel, int column, int first, int width) {
        int at = firstRow(gatePanel, column) * parameter.stride() + first;
        for (int i = 0; i < units(gatePanel, column); i++) {
            Arrays.fill(parameter.gradient(), at, at + width, 0f);
            at += parameter.stride();
        }
    }

    /// Row of the matrix that belongs to the first unit of a slot.
    private int firstRow(int gatePanel, int column) {
        return order.gate(column) * hidden + order.unit(gatePanel, column, Parameter.padded(hidden));
    }

    /// Units of a slot, padding excluded.
    private int units(int gatePanel, int column) {
        return Math.clamp(hidden - (long) order.unit(gatePanel, column, Parameter.padded(hidden)), 0, SLOT);
    }
}
