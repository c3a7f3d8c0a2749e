package refrain.nn.recurrence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import refrain.kernel.Kernels;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.operation.Operation;
import refrain.nn.operation.Source;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.rowwise.RowBuffers;
import refrain.nn.rowwise.RowPlace;
import refrain.nn.rowwise.RowStep;
import refrain.nn.rowwise.Values;
import refrain.nn.weights.RecurrentWeights;

/// A recurrent layer of the [row-wise path][RowStep] over a whole window. Workers share the streams, each going
/// through all steps with its own, and meet before and after; the product with the input is hoisted out of the loop
/// over time where the layer lets it be. Gradients of W, U, biases and input are those of [RecurrenceGradients].
/// @see <a href="https://doi.org/10.1162/neco.1990.2.4.490">Williams and Peng (1990)</a>, truncated back-propagation
///     through time
public final class RowwiseRecurrence implements Operation {
    private final RecurrentWeights weights;
    private final Tensor hidden;
    private final RowBuffers rows;
    private final RowStep step;
    private final int inputLead;
    private final Optional<RecurrenceInput> hoisted;
    private final RecurrenceGradients sums;
    private final RowPlace[] places;
    private final List<float[]> carried;

    public RowwiseRecurrence(
            Kernels kernels,
            RecurrentWeights weights,
            Source source,
            Window window,
            int workers,
            boolean trained,
            Slab slab) {
        this.weights = weights;
        rows = RowBuffers.of(weights, window.streams(), window.rowCapacity(), trained, slab);
        int stride = weights.outputStride();
        hidden = new Tensor(rows.hidden(), rows.dHidden(), window.streams() * stride, weights.outputs, stride);
        step = RowStep.of(kernels, weights, rows, values(source));
        inputLead = source instanceof Source.Dense(Tensor x) ? x.start() / x.stride() : 0;
        hoisted = step.modulated().isPresent()
                ? Optional.empty()
                : Optional.of(new RecurrenceInput(kernels, weights, source, rows.gates(), slab));
        sums = new RecurrenceGradients(
                kernels,
                weights,
                step.modulated().map(m -> modulatedInput(m.input())).orElse(source),
                step.modulated().map(m -> modulatedHidden(m.hidden())).orElse(hidden),
                rows.gates(),
                step.recurrentGates(),
                rows.states(),
                rows.gradients(),
                window,
                workers,
                trained,
                slab);
        places = new RowPlace[workers];
        Arrays.setAll(places, i -> new RowPlace());
        carried = List.of(rows.hidden(), rows.states().cell());
    }

    private static Values values(Source source) {
        return source instanceof Source.Dense(Tensor x)
                ? new Values(x.value(), x.gradient(), x.stride(), Values.Rows.INPUT)
                : new Values(new float[0], new float[0], 0, Values.Rows.INPUT);
    }

    /// Its gradient is taken step by step.
    private Source modulatedInput(Values x) {
        return new Source.Dense(new Tensor(x.value(), new float[0], 0, weights.inputs, x.stride()));
    }

    private Tensor modulatedHidden(Values h) {
        return new Tensor(h.value(), h.gradient(), 0, weights.hidden, h.stride());
    }

    /// h of every row.
    public Tensor output() {
        return hidden;
    }

    @Override
    public void forward(Worker worker, Window window) {
        if (hoisted.isPresent()) {
            hoisted.get().forward(worker, window.rows());
            worker.meet();
        }
        for (int t = 0; t < window.steps(); t++) {
            step.forward(place(worker, window, t));
        }
    }

    private RowPlace place(Worker worker, Window window, int t) {
        int stream = worker.from(window.streams());
        int row = t * window.streams() + stream;
        return places[worker.index()]
                .of(worker.to(window.streams()) - stream, stream, row)
                .states(row, row + window.streams(), inputLead + row);
    }

    @Override
    public void backward(Worker worker, Window window) {
        weights.packBackward(worker);
        float[] dCell = rows.gradients().cell();
        Arrays.fill(dCell, worker.from(dCell.length), worker.to(dCell.length), 0f);
        int lead = window.streams() * weights.outputStride();
        Arrays.fill(rows.dHidden(), worker.from(lead), worker.to(lead), 0f);
        worker.meet();
        for (int t = window.steps() - 1; t >= 0; t--) {
            step.backward(place(worker, window, t));
        }
        worker.meet();
        step.gradients(worker, window.rows());
        worker.meet();
        sums.run(worker, window);
    }

    @Override
    public void carry(Window window) {
        for (int i = 0; i < carried.size(); i++) {
            int length = carriedLength(window, i);
            System.arraycopy(carried.get(i), window.steps() * length, carried.get(i), 0, length);
        }
    }

    @Override
    public List<float[]> carried() {
        return carried;
    }

    @Override
    public int carriedLength(Window window, int array) {
        return window.streams() * (array == 0 ? weights.outputStride() : weights.stride);
    }
}
