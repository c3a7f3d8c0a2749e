package refrain.nn.weights;

import java.util.Arrays;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Slots;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.cell.GateOrder;

/// The gradient of a recurrent layer's weight matrix.
/// ```
/// dW[unit of gate] = Σ_rows dgate[row]·x[row]      rows ascending
/// ```
public final class WeightGradient {
    private static final int SLOT = Cells.BLOCK;

    /// Rows summed over before the next gates: a block of x, of 32 KiB, stays in the first-level cache meanwhile.
    private static final int ROWS = 128;

    /// Rows of a panel of gates that fit a worker's slots, and so stay in the second-level cache.
    private static final int PART = Slots.FLOATS / Products.PANEL;

    private final Kernels kernels;
    private final Parameter parameter;
    private final GateOrder order;
    private final int hidden;
    private final Layouts layouts;
    private final Layouts streaming;

    /// @param hidden units of the layer
    public WeightGradient(Kernels kernels, Parameter parameter, GateOrder order, int hidden) {
        this.kernels = kernels;
        this.parameter = parameter;
        this.order = order;
        this.hidden = hidden;
        layouts = Layouts.across(parameter.stride());
        streaming = layouts.streaming(true);
    }

    /// The worker's share. Items are (panel of gates, panel of x), and those of a worker follow each other: part of a
    /// panel of gates is laid out in slots, which are read across while the panels of x stream by.
    /// @param gates gradients of the gates' inputs
    public void run(Worker worker, Panels gates, Panels x, int rows) {
        int items = x.count() * gates.count();
        int from = worker.from(items);
        int to = worker.to(items);
        while (from < to) {
            int gatePanel = from / x.count();
            int end = Math.min(to, (gatePanel + 1) * x.count());
            int first = from - gatePanel * x.count();
            run(worker.slots(), gates, gatePanel, x, first, end - gatePanel * x.count(), rows);
            from = end;
        }
    }

    private void run(Slots slots, Panels gates, int gatePanel, Panels x, int fromPanel, int toPanel, int rows) {
        int columns = order.columns(gatePanel, Parameter.padded(hidden));
        for (int part = 0; part < rows; part += PART) {
            int end = Math.min(rows, part + PART);
            int at = gates.at(gatePanel, part) + order.firstColumn();
            slots.take(kernels.rows(), gates.floats(), at, end - part, 0, columns / SLOT, PART);
            if (part == 0) {
                clear(gatePanel, columns, x.first(fromPanel), x.first(toPanel));
            }
            for (int panel = fromPanel; panel < toPanel; panel++) {
                for (int row = part; row < end; row += ROWS) {
                    for (int column = 0; column < columns; column += SLOT) {
                        int from = slots.at(column / SLOT, PART, row - part);
                        add(slots.floats(), from, gatePanel, column, x, panel, row, Math.min(ROWS, end - row));
                    }
                }
            }
        }
    }

    private void add(float[] slots, int from, int gatePanel, int column, Panels x, int panel, int row, int count) {
        kernels.products()
                .multiply(
                        (column == 0 && x.stream(1) ? streaming : layouts).of(x.width(panel)),
                        units(gatePanel, column),
                        count,
                        slots,
                        from,
                        x.floats(),
                        x.at(panel, row),
                        parameter.gradient(),
                        firstRow(gatePanel, column) * parameter.stride() + x.first(panel));
    }

    private void clear(int gatePanel, int columns, int first, int end) {
        for (int column = 0; column < columns; column += SLOT) {
            int at = firstRow(gatePanel, column) * parameter.stride();
            for (int i = 0; i < units(gatePanel, column); i++) {
                Arrays.fill(parameter.gradient(), at + first, at + end, 0f);
                at += parameter.stride();
            }
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
