package refrain.nn.recurrence;

import java.util.Arrays;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.cell.Cell;
import refrain.nn.cell.Segments;
import refrain.nn.operation.Source;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.weights.RecurrentWeights;
import refrain.nn.weights.Share;

/// The way back through a recurrent layer. Step by step, last first,
/// ```
/// dh_t ← dh_t + Σ dgate_{t+1}·U          k: gate after gate, units ascending
/// ```
/// then the cell's formulas; the gradients of weights, biases and input follow as whole products over all T·B rows.
public final class RecurrenceBackward {
    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Cell cell;
    private final Tensor hidden;
    private final Panels gates;
    private final Cells.States states;
    private final Cells.Gradients gradients;
    private final int stride;
    private final int rowLength;
    private final Share[] shares;
    private final Cells.Place[] places;
    private final Products.Layout[] layouts;
    private final RecurrenceGradients sums;

    public RecurrenceBackward(
            Kernels kernels,
            RecurrentWeights weights,
            Source source,
            Tensor hidden,
            Panels gates,
            Cells.States states,
            Window window,
            int workers,
            boolean trained,
            Slab slab) {
        this.kernels = kernels;
        this.weights = weights;
        this.cell = weights.cell;
        this.hidden = hidden;
        this.gates = gates;
        this.states = states;
        this.stride = weights.stride;
        this.rowLength = cell.segments() * stride;
        int rows = trained ? Math.multiplyExact(window.rowCapacity(), rowLength) : 0;
        int cells = trained && cell.hasCellState() ? window.streams() * stride : 0;
        gradients = new Cells.Gradients(hidden.gradient(), new float[cells], new float[rows]);
        shares = new Share[workers];
        places = new Cells.Place[workers];
        Arrays.setAll(shares, i -> new Share(stride));
        Arrays.setAll(places, i -> new Cells.Place());
        layouts = new Products.Layout[Panels.count(stride)];
        Arrays.setAll(
                layouts,
                p -> Products.Layout.rows(Panels.width(p, stride), rowLength, stride)
                        .streamingForFew(trained && weights.backwardU().stream(workers)));
        sums = new RecurrenceGradients(
                kernels, weights, source, hidden, gates, gates, states, gradients, window, workers, trained, slab);
    }

    public void run(Worker worker, Window window) {
        weights.packBackward(worker);
        int cells = gradients.cell().length;
        Arrays.fill(gradients.cell(), worker.from(cells), worker.to(cells), 0f);
        int lead = window.streams() * stride;
        Arrays.fill(hidden.gradient(), worker.from(lead), worker.to(lead), 0f);
        worker.meet();
        Share share = shares[worker.index()];
        weights.divide(share, worker, window.streams());
        for (int t = window.steps() - 1; t >= 0; t--) {
            step(share, places[worker.index()], t, window);
            if (!share.isWholeRows()) {
                worker.meet();
            }
        }
        if (share.isWholeRows()) {
            worker.meet(); // before the sums over all streams
        }
        sums.run(worker, window);
    }

    private void step(Share share, Cells.Place place, int t, Window window) {
        for (int panel = share.firstPanel(); panel < share.endPanel(); panel++) {
            int from = share.firstRow(panel);
            int count = share.endRow(panel) - from;
            if (t + 1 < window.steps()) {
                throughTime(panel, from, count, t, window);
            }
            place.rows = count;
            place.stride = stride;
            if (cell.input().gated()) {
                int end = Panels.first(panel + 1, stride);
                for (int unit = Panels.first(panel, stride); unit < end; unit += Cells.BLOCK) {
                    cellBackward(place, unit / Cells.BLOCK, unit, from, t, window);
                }
            } else {
                cellBackward(place, panel, Panels.first(panel, stride), from, t, window);
            }
        }
    }

    private void throughTime(int panel, int from, int count, int t, Window window) {
        Segments segments = cell.hiddenSegments();
        int later = (t + 1) * window.streams() + from;
        int inner = segments.count() * stride;
        kernels.products()
                .multiply(
                        layouts[panel],
                        count,
                        inner,
                        gradients.rows(),
                        later * rowLength + segments.first() * stride,
                        weights.backwardU().floats(),
                        weights.backwardU().at(panel),
                        gradients.hidden(),
                        later * stride + Panels.first(panel, stride));
    }

    private void cellBackward(Cells.Place place, int gatePanel, int unit, int from, int t, Window window) {
        int row = t * window.streams() + from;
        place.gates = gates.at(gatePanel, row);
        place.previous = row * stride + unit;
        place.state = place.previous + window.streams() * stride;
        cell.backward(kernels, states, gradients, place, gatePanel, from * stride + unit, row * rowLength + unit);
    }
}
