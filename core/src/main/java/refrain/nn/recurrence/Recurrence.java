package refrain.nn.recurrence;

import java.util.Arrays;
import java.util.List;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.cell.Cell;
import refrain.nn.operation.Operation;
import refrain.nn.operation.Source;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.weights.RecurrentWeights;
import refrain.nn.weights.Share;

/// A recurrent layer over a whole window. The product with the input is hoisted out of the loop over time: one product
/// for all T·B rows, in the panels the recurrent product continues. A gate's chain is therefore: bias, then x·W, then
/// h·U, each k ascending. Each worker owns the [same share][RecurrentWeights#divide] of (units × streams) at every
/// step, so its slice of U stays in its cache, and the workers meet once a step, or once a window.
/// ```
/// gates[panel][t·B+b][64]      hidden, cell [(T+1)·B × H], the first B rows the initial state
/// ```
/// @see <a href="https://doi.org/10.1162/neco.1990.2.4.490">Williams and Peng (1990)</a>, truncated back-propagation
///     through time
public final class Recurrence implements Operation {
    private static final int PANEL = Products.PANEL;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Cell cell;
    private final Tensor hidden;
    private final Panels gates;
    private final Cells.States states;
    private final int stride;
    private final List<float[]> carried;
    private final Share[] shares;
    private final Cells.Place[] places;
    private final Products.Layout[] recurrent;
    private final RecurrenceInput input;
    private final RecurrenceBackward backward;

    public Recurrence(
            Kernels kernels,
            RecurrentWeights weights,
            Source source,
            Window window,
            int workers,
            boolean trained,
            Slab slab) {
        this.kernels = kernels;
        this.weights = weights;
        this.cell = weights.cell;
        this.stride = weights.stride;
        int streams = window.streams();
        int rows = window.rowCapacity();
        hidden = Tensor.of(streams, rows, weights.hidden, trained);
        int cells = cell.hasCellState() ? hidden.value().length : 0;
        gates = Panels.of(slab, rows, cell.input().width(stride));
        states = new Cells.States(gates.floats(), hidden.value(), new float[cells], new float[cells]);
        carried = cell.hasCellState() ? List.of(hidden.value(), states.cell()) : List.of(hidden.value());
        shares = new Share[workers];
        places = new Cells.Place[workers];
        Arrays.setAll(shares, i -> new Share(cell.input().width(stride)));
        Arrays.setAll(places, i -> new Cells.Place());
        recurrent = new Products.Layout[weights.panels()];
        Arrays.setAll(
                recurrent,
                p -> Products.Layout.rows(cell.hidden().columns(p, stride), stride, PANEL)
                        .streamingForFew(weights.forwardU.stream(workers)));
        input = new RecurrenceInput(kernels, weights, source, gates, slab);
        backward =
                new RecurrenceBackward(kernels, weights, source, hidden, gates, states, window, workers, trained, slab);
    }

    /// h of every row.
    public Tensor output() {
        return new Tensor(hidden.value(), hidden.gradient(), hidden.start(), hidden.columns(), hidden.stride());
    }

    @Override
    public void forward(Worker worker, Window window) {
        Share share = shares[worker.index()];
        input.forward(worker, window.rows());
        worker.meet();
        weights.divide(share, worker, window.streams());
        for (int t = 0; t < window.steps(); t++) {
            step(share, places[worker.index()], t, window);
            if (!share.isWholeRows()) {
                worker.meet();
            }
        }
    }

    private void step(Share share, Cells.Place place, int t, Window window) {
        for (int panel = share.firstPanel(); panel < share.endPanel(); panel++) {
            int from = share.firstRow(panel);
            int count = share.endRow(panel) - from;
            int row = t * window.streams() + from;
            int at = gates.at(panel, row);
            kernels.products()
                    .multiply(
                            recurrent[panel],
                            count,
                            weights.hidden,
                            hidden.value(),
                            row * stride,
                            weights.forwardU.floats(),
                            weights.forwardU.at(panel),
                            gates.floats(),
                            at + cell.hidden().firstColumn());
            place.gates = at;
            place.previous = row * stride + cell.input().firstUnit(panel, stride);
            place.state = place.previous + window.streams() * stride;
            place.rows = count;
            place.stride = stride;
            cell.forward(kernels, states, place, panel);
        }
    }

    @Override
    public void backward(Worker worker, Window window) {
        backward.run(worker, window);
    }

    @Override
    public void carry(Window window) {
        int from = window.rows() * stride;
        int length = window.streams() * stride;
        for (int i = 0; i < carried.size(); i++) {
            System.arraycopy(carried.get(i), from, carried.get(i), 0, length);
        }
    }

    @Override
    public List<float[]> carried() {
        return carried;
    }

    @Override
    public int carriedLength(Window window, int array) {
        return window.streams() * stride;
    }
}
