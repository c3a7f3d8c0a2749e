package refrain.nn.step;

import java.util.Arrays;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Products;
import refrain.kernel.team.Worker;
import refrain.nn.cell.Cell;
import refrain.nn.weights.RecurrentWeights;

/// Layers on the fused path: workers share the panels of units.
final class PanelCell implements StepCell {
    private static final int PANEL = Products.PANEL;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Cell cell;
    private final StepInput input;
    private final int stride;
    private final Cells.States states;
    private final Cells.Place[] places;
    private final Products.Layout[] hiddenLayouts;

    PanelCell(Kernels kernels, RecurrentWeights weights, StepInput input, int slots, int workers) {
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
        hiddenLayouts = new Products.Layout[weights.panels()];
        Arrays.setAll(
                hiddenLayouts,
                p -> Products.Layout.rows(cell.hidden().columns(p, stride), stride, PANEL)
                        .inLongBlocks());
    }

    @Override
    public float[] hidden() {
        return states.hidden();
    }

    @Override
    public float[] cell() {
        return states.cell();
    }

    @Override
    public void advance(Worker worker, int count) {
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
}
