package refrain.nn.operation;

import refrain.kernel.team.Worker;

/// Large activations are punished, by the mean of their squares. The penalty is no part of the loss that is reported.
/// ```
/// α · mean h²        dh += 2α / (rows·H) · h
/// ```
/// @see <a href="https://arxiv.org/abs/1708.01009">Merity, McCann and Socher (2017)</a>, activation regularization
public final class ActivationPenalty implements Operation {
    private final Tensor hidden;
    private final float factor;

    public ActivationPenalty(Tensor hidden, float factor) {
        this.hidden = hidden;
        this.factor = factor;
    }

    @Override
    public void forward(Worker worker, Window window) {
        // the activations stay as they are
    }

    @Override
    public void backward(Worker worker, Window window) {
        float scale = 2 * factor / ((float) window.rows() * hidden.columns());
        float[] h = hidden.value();
        float[] dh = hidden.gradient();
        int end = hidden.row(worker.to(window.rows()));
        for (int i = hidden.row(worker.from(window.rows())); i < end; i++) {
            dh[i] = Math.fma(scale, h[i], dh[i]);
        }
    }
}
