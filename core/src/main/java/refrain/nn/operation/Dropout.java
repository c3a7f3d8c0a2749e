package refrain.nn.operation;

import refrain.kernel.Kernels;
import refrain.kernel.team.Worker;

/// Dropout of activations: each is zero with probability `rate`, otherwise scaled by 1/(1 − rate). The mask is a
/// function of seed, update, site and element alone; the way back computes it again. The gradient is masked where it
/// lies, in the input's own array. A locked mask is that of the first step, at all steps of the window.
/// @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. (2014)</a>
/// @see <a href="https://arxiv.org/abs/1409.2329">Zaremba, Sutskever and Vinyals (2014)</a>, on non-recurrent
///     connections only
/// @see <a href="https://arxiv.org/abs/1512.05287">Gal and Ghahramani (2016)</a>, locked
public final class Dropout implements Operation {
    private final Kernels kernels;
    private final Tensor input;
    private final Tensor output;
    private final float rate;
    private final boolean locked;
    private final int site;

    public Dropout(Kernels kernels, Tensor input, Window window, float rate, boolean locked, int site) {
        this.kernels = kernels;
        this.input = input;
        this.output = input.sharingGradient(window.rowCapacity());
        this.rate = rate;
        this.locked = locked;
        this.site = site;
    }

    public Tensor output() {
        return output;
    }

    @Override
    public void forward(Worker worker, Window window) {
        int from = worker.from(window.rows());
        int to = worker.to(window.rows());
        int length = (to - from) * input.stride();
        System.arraycopy(input.value(), input.row(from), output.value(), output.row(from), length);
        mask(output.value(), from, to, window);
    }

    @Override
    public void backward(Worker worker, Window window) {
        mask(output.gradient(), worker.from(window.rows()), worker.to(window.rows()), window);
    }

    private void mask(float[] x, int from, int to, Window window) {
        long key = window.key(site);
        int row = from;
        while (row < to) {
            int first = locked ? row % window.streams() : row;
            int end = locked ? Math.min(to, row - first + window.streams()) : to;
            mask(x, row, end - row, first * output.columns(), key);
            row = end;
        }
    }

    private void mask(float[] x, int row, int rows, int element, long key) {
        int columns = output.columns();
        kernels.masking().dropout(x, output.row(row), rows, columns, output.stride(), element, columns, key, rate);
    }
}
