package refrain.nn.step;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.rowwise.RowBuffers;
import refrain.nn.rowwise.RowPlace;
import refrain.nn.rowwise.RowStep;
import refrain.nn.rowwise.Values;
import refrain.nn.weights.RecurrentWeights;

/// Layers on the row-wise path: workers share the rows.
final class RowCell implements StepCell {
    private final StepInput input;
    private final RowBuffers rows;
    private final RowStep step;
    private final RowPlace[] places;
    private final boolean hoists;

    RowCell(Kernels kernels, RecurrentWeights weights, StepInput input, int slots, int workers) {
        this.input = input;
        rows = RowBuffers.of(weights, slots, slots, false, new Slab());
        Values x = new Values(input.rows().x(), new float[0], Parameter.padded(weights.inputs), Values.Rows.INPUT);
        step = RowStep.of(kernels, weights, rows, x);
        places = new RowPlace[workers];
        Arrays.setAll(places, worker -> new RowPlace());
        hoists = step.modulated().isEmpty();
    }

    @Override
    public float[] hidden() {
        return rows.hidden();
    }

    @Override
    public float[] cell() {
        return rows.states().cell();
    }

    @Override
    public void advance(Worker worker, int count) {
        if (hoists) {
            Panels gates = rows.gates();
            for (int panel = worker.from(gates.count()); panel < worker.to(gates.count()); panel++) {
                input.lay(panel, count, gates.floats(), gates.at(panel));
            }
            worker.meet();
        }
        int from = worker.from(count);
        RowPlace place = places[worker.index()]
                .of(worker.to(count) - from, from, from)
                .states(from, count + from, input.rows().lead() * count + from);
        step.forward(place);
    }
}
