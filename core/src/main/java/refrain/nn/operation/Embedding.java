package refrain.nn.operation;

import java.util.Arrays;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.Touched;

/// A trained row of E floats for each token.
/// ```
/// x[row] = m·W[token[row]]          dW[v] = Σ m·dx[row] over the rows with token v, ascending
/// ```
/// m is 1 unless tokens are [dropped][TokenDropout].
/// @see <a href="https://www.jmlr.org/papers/v3/bengio03a.html">Bengio et al. (2003)</a>
public final class Embedding implements Operation {
    private static final int BLOCK = 16;

    private final Parameter weights;
    private final int[] tokens;
    private final TokenDropout dropout;
    private final boolean tied;
    private final Tensor output;

    /// @param tied whether the weights are the output layer's too
    public Embedding(
            Parameter weights, boolean tied, int[] tokens, TokenDropout dropout, Window window, boolean trained) {
        this.weights = weights;
        this.tied = tied;
        this.tokens = tokens;
        this.dropout = dropout;
        this.output = Tensor.of(0, window.rowCapacity(), weights.columns(), trained);
    }

    public Tensor output() {
        return output;
    }

    @Override
    public void forward(Worker worker, Window window) {
        int stride = weights.stride();
        long key = window.key(dropout.site());
        for (int row = worker.from(window.rows()); row < worker.to(window.rows()); row++) {
            int to = output.row(row);
            System.arraycopy(weights.value(), tokens[row] * stride, output.value(), to, stride);
            if (dropout.rate() > 0) {
                scale(output.value(), to, to + stride, dropout.scale(key, tokens[row]));
            }
        }
    }

    private static void scale(float[] x, int from, int to, float factor) {
        for (int i = from; i < to; i++) {
            x[i] *= factor;
        }
    }

    /// Each worker sums some columns of every row, so that a token's rows are added in their order. Where the weights
    /// are the output layer's too, its gradient is there already.
    @Override
    public void backward(Worker worker, Window window) {
        int blocks = weights.stride() / BLOCK;
        int from = worker.from(blocks) * BLOCK;
        int to = worker.to(blocks) * BLOCK;
        if (!weights.touched().isAll() && tied) {
            if (worker.index() == 0) {
                weights.touched().add(tokens, window.rows());
            }
        } else if (!weights.touched().isAll()) {
            clear(from, to);
            worker.meet();
            if (worker.index() == 0) {
                weights.touched().mark(tokens, window.rows());
            }
        }
        long key = window.key(dropout.site());
        for (int row = 0; row < window.rows(); row++) {
            int sum = tokens[row] * weights.stride();
            int x = output.row(row);
            float scale = dropout.scale(key, tokens[row]);
            for (int i = from; i < to; i++) {
                weights.gradient()[sum + i] = Math.fma(scale, output.gradient()[x + i], weights.gradient()[sum + i]);
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
