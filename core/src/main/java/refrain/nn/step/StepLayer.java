package refrain.nn.step;

import java.util.Arrays;
import java.util.List;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Products;
import refrain.kernel.Worker;
import refrain.nn.cell.Cell;
import refrain.nn.weights.RecurrentWeights;

/// One recurrent layer of a [Stepper]: the states of all slots, and the room in which those that advance are gathered.
/// The stepper's thread gathers and scatters; between, every worker of its team advances its share.
final class StepLayer {
    private static final int PANEL = Products.PANEL;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Cell cell;
    private final StepInput input;
    private final int stride;
    private final Cells.States states;
    private final Cells.Place[] places;
    private final float[] hidden;
    private final float[] hiddenBefore;
    private final float[] cells;
    private final float[] cellsBefore;
    private final Products.Layout[] hiddenLayouts;

    StepLayer(Kernels kernels, RecurrentWeights weights, StepInput input, int slots, int workers) {
        this.kernels = kernels;
        this.weights = weights;
        this.cell = weights.cell;
        this.input = input;
        this.stride = weights.stride;
        int room = slots * stride;
        int cellRoom = cell.hasCellState() ? room : 0;
        states = new Cells.States(
                new float[Math.multiplyExact(weights.panels() * PANEL, slots)],
                new float[2 * room],
                new float[2 * cellRoom],
                new float[2 * cellRoom]);
        places = new Cells.Place[workers];
        Arrays.setAll(places, worker -> new Cells.Place());
        hidden = new float[room];
        hiddenBefore = new float[room];
        cells = new float[cellRoom];
        cellsBefore = new float[cellRoom];
        hiddenLayouts = new Products.Layout[weights.panels()];
        Arrays.setAll(hiddenLayouts, p -> Products.Layout.rows(cell.hidden().columns(p, stride), stride, PANEL));
    }

    /// h of the slots that advanced last, row i that of `slots[i]`, from [#outputStart] on.
    float[] output() {
        return states.hidden();
    }

    int outputStart(int count) {
        return count * stride;
    }

    /// Advances the worker's share of the units of the `count` rows that were gathered. All workers meet before the
    /// next layer, and before the rows are scattered.
    void advance(Worker worker, int count) {
        Cells.Place place = places[worker.index()];
        place.rows = count;
        place.stride = stride;
        for (int panel = worker.from(weights.panels()); panel < worker.to(weights.panels()); panel++) {
            advance(panel, count, place);
        }
    }

    private void advance(int panel, int count, Cells.Place place) {
        int gates = panel * count * PANEL;
        input.lay(panel, count, states.gates(), gates);
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
        cell.forward(kernels, states, place, panel);
    }

    /// Brings the states of the slots that advance together, as rows.
    void gather(int[] slots, int count) {
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

    /// Takes the rows back into their slots.
    void scatter(int[] slots, int count) {
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
