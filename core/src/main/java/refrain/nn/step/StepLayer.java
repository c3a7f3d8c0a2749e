package refrain.nn.step;

import java.util.Arrays;
import java.util.List;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Products;
import refrain.nn.Parameter;
import refrain.nn.cell.Cell;
import refrain.nn.cell.GateOrder;
import refrain.nn.weights.RecurrentWeights;

/// One recurrent layer of a [Stepper]: the states of all slots, and the room in which those that advance are gathered.
final class StepLayer {
    private static final int PANEL = Products.PANEL;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Cell cell;
    private final int stride;
    private final Cells.States states;
    private final Cells.Place place = new Cells.Place();
    private final float[] hidden;
    private final float[] hiddenBefore;
    private final float[] cells;
    private final float[] cellsBefore;
    private final Products.Layout[] inputLayouts;
    private final Products.Layout[] hiddenLayouts;

    StepLayer(Kernels kernels, RecurrentWeights weights, int slots) {
        this.kernels = kernels;
        this.weights = weights;
        this.cell = weights.cell;
        this.stride = weights.stride;
        int room = slots * stride;
        int cellRoom = cell.hasCellState() ? room : 0;
        states = new Cells.States(
                new float[Math.multiplyExact(weights.panels() * PANEL, slots)],
                new float[2 * room],
                new float[2 * cellRoom],
                new float[2 * cellRoom]);
        hidden = new float[room];
        hiddenBefore = new float[room];
        cells = new float[cellRoom];
        cellsBefore = new float[cellRoom];
        inputLayouts = layouts(cell.input(), Parameter.padded(weights.inputs));
        hiddenLayouts = layouts(cell.hidden(), stride);
    }

    private Products.Layout[] layouts(GateOrder order, int aRow) {
        Products.Layout[] layouts = new Products.Layout[weights.panels()];
        Arrays.setAll(layouts, p -> Products.Layout.rows(order.columns(p, stride), aRow, PANEL));
        return layouts;
    }

    /// h of the slots that advanced last, row i that of `slots[i]`, from [#outputStart] on.
    float[] output() {
        return states.hidden();
    }

    int outputStart(int count) {
        return count * stride;
    }

    /// Advances `slots` on dense rows `x`.
    void step(float[] x, int xStart, int[] slots, int count) {
        gather(slots, count);
        for (int panel = 0; panel < weights.panels(); panel++) {
            int gates = layBias(panel, count);
            kernels.products()
                    .multiply(
                            inputLayouts[panel],
                            count,
                            weights.inputs,
                            x,
                            xStart,
                            weights.forwardW.floats(),
                            weights.forwardW.at(panel),
                            states.gates(),
                            gates);
            finish(panel, gates, count);
        }
        scatter(slots, count);
    }

    /// Advances `slots` on one-hot tokens.
    void step(int[] tokens, int[] slots, int count) {
        gather(slots, count);
        for (int panel = 0; panel < weights.panels(); panel++) {
            int gates = layBias(panel, count);
            int columns = inputLayouts[panel].columns();
            for (int i = 0; i < count; i++) {
                int from = weights.forwardW.at(panel, tokens[i]);
                for (int j = 0; j < columns; j++) {
                    states.gates()[gates + i * PANEL + j] += weights.forwardW.floats()[from + j];
                }
            }
            finish(panel, gates, count);
        }
        scatter(slots, count);
    }

    private int layBias(int panel, int count) {
        int gates = panel * count * PANEL;
        for (int i = 0; i < count; i++) {
            System.arraycopy(weights.bias, panel * PANEL, states.gates(), gates + i * PANEL, PANEL);
        }
        return gates;
    }

    private void finish(int panel, int gates, int count) {
        kernels.products()
                .multiply(
                        hiddenLayouts[panel],
                        count,
                        weights.hidden,
                        states.hidden(),
                        0,
                        weights.forwardU.floats(),
                        weights.forwardU.at(panel),
                        states.gates(),
                        gates + cell.hidden().firstColumn());
        place.gates = gates;
        place.previous = cell.input().firstUnit(panel, stride);
        place.state = place.previous + count * stride;
        place.rows = count;
        place.stride = stride;
        cell.forward(kernels, states, place, panel);
    }

    private void gather(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            int from = slots[i] * stride;
            System.arraycopy(hidden, from, hiddenBefore, from, stride);
            System.arraycopy(hidden, from, states.hidden(), i * stride, stride);
            if (cell.hasCellState()) {
                System.arraycopy(cells, from, cellsBefore, from, stride);
                System.arraycopy(cells, from, states.cell(), i * stride, stride);
            }
        }
    }

    private void scatter(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(states.hidden(), (count + i) * stride, hidden, slots[i] * stride, stride);
            if (cell.hasCellState()) {
                System.arraycopy(states.cell(), (count + i) * stride, cells, slots[i] * stride, stride);
            }
        }
    }

    void saveBefore(int slot, List<float[]> state) {
        state.add(Arrays.copyOfRange(hiddenBefore, slot * stride, (slot + 1) * stride));
        if (cell.hasCellState()) {
            state.add(Arrays.copyOfRange(cellsBefore, slot * stride, (slot + 1) * stride));
        }
    }

    /// Takes this layer's arrays from `state`, from number `at` on, and says how many.
    int restore(int slot, List<float[]> state, int at) {
        System.arraycopy(state.get(at), 0, hidden, slot * stride, stride);
        if (!cell.hasCellState()) {
            return 1;
        }
        System.arraycopy(state.get(at + 1), 0, cells, slot * stride, stride);
        return 2;
    }

    void copy(int from, int to) {
        System.arraycopy(hidden, from * stride, hidden, to * stride, stride);
        System.arraycopy(hiddenBefore, from * stride, hiddenBefore, to * stride, stride);
        if (cell.hasCellState()) {
            System.arraycopy(cells, from * stride, cells, to * stride, stride);
            System.arraycopy(cellsBefore, from * stride, cellsBefore, to * stride, stride);
        }
    }

    void clear(int slot) {
        Arrays.fill(hidden, slot * stride, (slot + 1) * stride, 0f);
        if (cell.hasCellState()) {
            Arrays.fill(cells, slot * stride, (slot + 1) * stride, 0f);
        }
    }
}
