package refrain.nn.weights;

import refrain.kernel.Kernels;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;

/// A weight matrix some of whose elements are dropped for one update, the others scaled by 1/(1 − rate).
/// ```
/// W̃ = mask∘W / (1 − rate)      dW = mask∘dW̃ / (1 − rate)
/// ```
/// @see <a href="https://proceedings.mlr.press/v28/wan13.html">Wan et al. (2013)</a>
public final class Connections {
    private final Parameter parameter;
    private final int site;
    private float[] scratch = new float[0];
    private float[] values;

    Connections(Parameter parameter, int site) {
        this.parameter = parameter;
        this.site = site;
        this.values = parameter.value();
    }

    /// The weights to use: the parameter's own, or what is left of them.
    public float[] values() {
        return values;
    }

    /// Makes room for dropped copies.
    public void train(float rate) {
        if (rate > 0 && scratch.length == 0) {
            scratch = new float[parameter.value().length];
        }
    }

    /// Nothing is dropped from now on.
    public void restore() {
        values = parameter.value();
    }

    /// Drops the worker's share of the connections of this update. Workers meet before they use them.
    public void drop(Worker worker, Kernels kernels, DropConnect update) {
        if (update.rate(site) == 0) {
            values = parameter.value();
            return;
        }
        int from = worker.from(parameter.rows()) * parameter.stride();
        int to = worker.to(parameter.rows()) * parameter.stride();
        System.arraycopy(parameter.value(), from, scratch, from, to - from);
        mask(worker, kernels, update, scratch);
        values = scratch;
    }

    /// Gradient of the weights from that of the dropped copy, the worker's share, in place.
    public void dropGradient(Worker worker, Kernels kernels, DropConnect update) {
        if (update.rate(site) > 0) {
            mask(worker, kernels, update, parameter.gradient());
        }
    }

    private void mask(Worker worker, Kernels kernels, DropConnect update, float[] x) {
        int from = worker.from(parameter.rows());
        int rows = worker.to(parameter.rows()) - from;
        kernels.masking()
                .dropout(
                        x,
                        from * parameter.stride(),
                        rows,
                        parameter.columns(),
                        parameter.stride(),
                        from * parameter.columns(),
                        parameter.columns(),
                        update.key(site),
                        update.rate(site));
    }
}
