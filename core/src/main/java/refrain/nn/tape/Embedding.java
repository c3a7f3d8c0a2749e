package refrain.nn.tape;

import java.util.Arrays;
import refrain.kernel.Worker;
import refrain.nn.Parameter;
import refrain.nn.Touched;

/// A trained row of E floats for each token.
/// ```
/// x[row] = W[token[row]]          dW[v] = Σ dx[row] over the rows with token v, ascending
/// ```
/// @see <a href="https://www.jmlr.org/papers/v3/bengio03a.html">Bengio et al. (2003)</a>
final class Embedding implements Operation {
    private static final int BLOCK = 16;

    private final Parameter weights;
    private final int[] tokens;
    private final Tensor output;

    Embedding(Parameter weights, int[] tokens, Window window, boolean trained) {
        this.weights = weights;
        this.tokens = tokens;
        this.output = Tensor.of(0, window.rowCapacity(), weights.columns(), trained);
    }

    Tensor output() {
        return output;
    }

    @Override
    public void forward(Worker worker, Window window) {
        int stride = weights.stride();
        for (int row = worker.from(window.rows()); row < worker.to(window.rows()); row++) {
            System.arraycopy(weights.value(), tokens[row] * stride, output.value(), output.row(row), stride);
        }
    }

    /// Each worker sums some columns of every row, so that a token's rows are added in their order. Where the weights
    /// are the output layer's too, its gradient is there already.
    @Override
    public void backward(Worker worker, Window window) {
        int blocks = weights.stride() / BLOCK;
        int from = worker.from(blocks) * BLOCK;
        int to = worker.to(blocks) * BLOCK;
        if (!weights.touched().isAll()) {
            clear(from, to);
            worker.meet();
            if (worker.index() == 0) {
                weights.touched().mark(tokens, window.rows());
            }
        }
        for (int row = 0; row < window.rows(); row++) {
            int sum = tokens[row] * weights.stride();
            int x = output.row(row);
            for (int i = from; i < to; i++) {
                weights.gradient()[sum + i] += output.gradient()[x + i];
            }
        }
    }

    private void clear(int from, int to) {
        Touched touched = weights.touched();
        for (int i = 0; i < touched.count(); i++) {
            int row = touched.row(i) * weights.stride();
            Arrays.fill(weights.gradient(), row + from, row + to, 0f);
        }
    }
}
