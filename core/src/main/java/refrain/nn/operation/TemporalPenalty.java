package refrain.nn.operation;

import refrain.kernel.team.Worker;

/// Hidden states that change quickly are punished, by the mean square of their change from step to step within the
/// window. The penalty is no part of the loss that is reported.
/// ```
/// β · mean (h_t − h_{t−1})²        dh_t += s·(h_t − h_{t−1}) − s·(h_{t+1} − h_t)    s = 2β / ((T−1)·B·H)
/// ```
/// @see <a href="https://arxiv.org/abs/1708.01009">Merity, McCann and Socher (2017)</a>, temporal activation
///     regularization
public final class TemporalPenalty implements Operation {
    private final Tensor hidden;
    private final float factor;

    public TemporalPenalty(Tensor hidden, float factor) {
        this.hidden = hidden;
        this.factor = factor;
    }

    @Override
    public void forward(Worker worker, Window window) {
        // the activations stay as they are
    }

    @Override
    public void backward(Worker worker, Window window) {
        if (window.steps() == 1) {
            return;
        }
        int streams = window.streams();
        float scale = 2 * factor / ((float) (window.steps() - 1) * streams * hidden.columns());
        for (int row = worker.from(window.rows()); row < worker.to(window.rows()); row++) {
            if (row >= streams) {
                addChange(row, row - streams, scale);
            }
            if (row < window.rows() - streams) {
                addChange(row, row + streams, scale);
            }
        }
    }

    /// dh of `row` += scale · (h of `row` − h of `other`).
    private void addChange(int row, int other, float scale) {
        float[] h = hidden.value();
        float[] dh = hidden.gradient();
        int at = hidden.row(row);
        int from = hidden.row(other);
        for (int i = 0; i < hidden.stride(); i++) {
            dh[at + i] = Math.fma(scale, h[at + i] - h[from + i], dh[at + i]);
        }
    }
}
