package refrain.nn.operation;

import refrain.kernel.team.Worker;

/// A layer's input added to its output. On the way back the sum's gradient goes to the layer first; what the layer then
/// gives its input is joined by the sum's own, [before][#entry] the layer in the order of operations.
/// ```
/// y = h + x      dh = dy      dx ← dx + dy
/// ```
/// Dropout between layers, on the layer's input, does not touch x; what the first layer adds is the embedding as
/// dropout left it.
/// @see <a href="https://arxiv.org/abs/1512.03385">He et al. (2016)</a>
/// @see <a href="https://arxiv.org/abs/1609.08144">Wu et al. (2016)</a>, equation 6: between recurrent layers
public final class Residual implements Operation {
    private final Tensor input;
    private final Tensor hidden;
    private final Tensor output;

    public Residual(Tensor input, Tensor hidden, Tensor output) {
        this.input = input;
        this.hidden = hidden;
        this.output = output;
    }

    /// What stands before the layer, which does nothing on the way there.
    public static Operation entry(Tensor input, Tensor output) {
        return new Entry(input, output);
    }

    @Override
    public void forward(Worker worker, Window window) {
        int stride = output.stride();
        int from = worker.from(window.rows());
        int count = (worker.to(window.rows()) - from) * stride;
        int h = hidden.row(from);
        int x = input.row(from);
        int y = output.row(from);
        for (int i = 0; i < count; i++) {
            output.value()[y + i] = hidden.value()[h + i] + input.value()[x + i];
        }
    }

    @Override
    public void backward(Worker worker, Window window) {
        int from = worker.from(window.rows());
        int count = (worker.to(window.rows()) - from) * output.stride();
        System.arraycopy(output.gradient(), output.row(from), hidden.gradient(), hidden.row(from), count);
    }

    private record Entry(Tensor input, Tensor output) implements Operation {
        @Override
        public void forward(Worker worker, Window window) {
            // the sum follows the layer
        }

        @Override
        public void backward(Worker worker, Window window) {
            int from = worker.from(window.rows());
            int count = (worker.to(window.rows()) - from) * output.stride();
            int x = input.row(from);
            int y = output.row(from);
            for (int i = 0; i < count; i++) {
                input.gradient()[x + i] += output.gradient()[y + i];
            }
        }
    }
}
