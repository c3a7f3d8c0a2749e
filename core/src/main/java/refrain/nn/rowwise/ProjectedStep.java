package refrain.nn.rowwise;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.team.Worker;
import refrain.nn.weights.Linear;
import refrain.nn.weights.RecurrentWeights;

/// An LSTM with a projected hidden state, as torch.nn.LSTM has it with `proj_size`. H hidden units, P values of h.
/// ```
/// [i f g o] = b_ih + b_hh + W_ih·x + W_hh·h        W_hh [4H×P]
/// c' = σ(f)∘c + σ(i)∘tanh(g)      m = σ(o)∘tanh(c')      h' = W_hr·m        W_hr [P×H]
/// ```
/// @see <a href="https://arxiv.org/abs/1402.1128">Sak, Senior and Beaufays (2014)</a>, the recurrent projection
/// @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html">torch.nn.LSTM</a>
final class ProjectedStep implements RowStep {
    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Linear map;
    private final RowBuffers rows;
    private final StepProducts products;
    private final LstmRows lstm;
    private final LinearGradient gradient;

    ProjectedStep(Kernels kernels, RecurrentWeights weights, Linear map, RowBuffers rows) {
        this.kernels = kernels;
        this.weights = weights;
        this.map = map;
        this.rows = rows;
        products = new StepProducts(kernels, weights);
        lstm = new LstmRows(kernels, weights, rows);
        gradient = new LinearGradient(kernels, map, rows);
    }

    @Override
    public Panels recurrentGates() {
        return rows.gates();
    }

    @Override
    public void forward(RowPlace place) {
        int stride = weights.outputStride();
        products.ofHidden(place, rows.hidden(), place.previous * stride, rows.gates());
        lstm.forward(place);
        int from = place.state * weights.stride;
        map.multiply(kernels, place.count, rows.states().hidden(), from, rows.hidden(), place.state * stride);
    }

    /// ```
    /// dm = dh'·W_hr      then as an LSTM      dh ← dh + dgates·W_hh
    /// ```
    @Override
    public void backward(RowPlace place) {
        int stride = weights.outputStride();
        float[] dm = rows.gradients().hidden();
        int at = place.state * weights.stride;
        Arrays.fill(dm, at, at + place.count * weights.stride, 0f);
        map.addBack(kernels, place.count, rows.dHidden(), place.state * stride, dm, at);
        lstm.backward(place);
        products.hiddenBack(place, rows.gradients().rows(), rows.dHidden(), place.previous * stride);
    }

    @Override
    public void gradients(Worker worker, int count) {
        int lead = rows.gradients().cell().length / weights.stride;
        gradient.run(
                worker,
                rows.dHidden(),
                lead * weights.outputStride(),
                rows.states().hidden(),
                lead * weights.stride,
                count);
    }
}
