package refrain.nn.step;

import java.util.Arrays;
import java.util.List;
import refrain.kernel.Kernels;
import refrain.kernel.team.Worker;
import refrain.nn.weights.RecurrentWeights;

/// One recurrent layer of a [Stepper]: the states of all slots, and the room in which those that advance are gathered.
/// The stepper's thread gathers and scatters; between, every worker of its team advances its share.
final class StepLayer {
    private final StepCell cell;
    private final StepInput.Rows residual;
    private final int hiddenStride;
    private final int cellStride;
    private final float[] hidden;
    private final float[] hiddenBefore;
    private final float[] cells;
    private final float[] cellsBefore;
    private final float[] sums;

    StepLayer(Kernels kernels, RecurrentWeights weights, StepInput input, int slots, int workers) {
        cell = weights.isRowwise()
                ? new RowCell(kernels, weights, input, slots, workers)
                : new PanelCell(kernels, weights, input, slots, workers);
        residual = weights.residual ? input.rows() : StepInput.Rows.NONE;
        hiddenStride = weights.outputStride();
        cellStride = weights.cell.hasCellState() ? weights.stride : 0;
        hidden = new float[slots * hiddenStride];
        hiddenBefore = new float[hidden.length];
        cells = new float[slots * cellStride];
        cellsBefore = new float[cells.length];
        sums = new float[weights.residual ? 2 * hidden.length : 0];
    }

    /// What the slots that advanced last give, row i that of `slots[i]`, from [#outputStart] on.
    float[] output() {
        return sums.length > 0 ? sums : cell.hidden();
    }

    int outputStart(int count) {
        return count * hiddenStride;
    }

    /// Advances the worker's share of the units of the `count` rows that were gathered. All workers meet before the
    /// next layer, and before the rows are scattered.
    void advance(Worker worker, int count) {
        cell.advance(worker, count);
        if (sums.length > 0) {
            worker.meet();
            int to = worker.to(count) * hiddenStride;
            int after = count * hiddenStride;
            int x = residual.lead() * after;
            for (int i = worker.from(count) * hiddenStride; i < to; i++) {
                sums[after + i] = cell.hidden()[after + i] + residual.x()[x + i];
            }
        }
    }

    /// Brings the states of the slots that advance together, as rows.
    void gather(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            int h = slots[i] * hiddenStride;
            System.arraycopy(hidden, h, hiddenBefore, h, hiddenStride);
            System.arraycopy(hidden, h, cell.hidden(), i * hiddenStride, hiddenStride);
            int c = slots[i] * cellStride;
            System.arraycopy(cells, c, cellsBefore, c, cellStride);
            System.arraycopy(cells, c, cell.cell(), i * cellStride, cellStride);
        }
    }

    /// Takes the rows back into their slots.
    void scatter(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            int row = count + i;
            System.arraycopy(cell.hidden(), row * hiddenStride, hidden, slots[i] * hiddenStride, hiddenStride);
            System.arraycopy(cell.cell(), row * cellStride, cells, slots[i] * cellStride, cellStride);
        }
    }

    void saveBefore(int slot, List<float[]> state) {
        state.add(Arrays.copyOfRange(hiddenBefore, slot * hiddenStride, (slot + 1) * hiddenStride));
        if (cellStride > 0) {
            state.add(Arrays.copyOfRange(cellsBefore, slot * cellStride, (slot + 1) * cellStride));
        }
    }

    /// Takes this layer's arrays from `state`, from number `at` on, and says how many.
    int restore(int slot, List<float[]> state, int at) {
        System.arraycopy(state.get(at), 0, hidden, slot * hiddenStride, hiddenStride);
        if (cellStride == 0) {
            return 1;
        }
        System.arraycopy(state.get(at + 1), 0, cells, slot * cellStride, cellStride);
        return 2;
    }

    void copy(int from, int to) {
        System.arraycopy(hidden, from * hiddenStride, hidden, to * hiddenStride, hiddenStride);
        System.arraycopy(hiddenBefore, from * hiddenStride, hiddenBefore, to * hiddenStride, hiddenStride);
        System.arraycopy(cells, from * cellStride, cells, to * cellStride, cellStride);
        System.arraycopy(cellsBefore, from * cellStride, cellsBefore, to * cellStride, cellStride);
    }

    void clear(int slot) {
        Arrays.fill(hidden, slot * hiddenStride, (slot + 1) * hiddenStride, 0f);
        Arrays.fill(cells, slot * cellStride, (slot + 1) * cellStride, 0f);
    }
}
