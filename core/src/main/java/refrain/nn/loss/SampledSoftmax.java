package refrain.nn.loss;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.Touched;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.weights.OutputWeights;

/// A softmax over the target and a few [drawn][NegativeSampler] tokens S, the same for all rows of an update: what
/// training a large vocabulary costs then grows with the draw and not with the vocabulary.
/// ```
/// a_v = b_v − ln π_v + W_v·h          q = softmax of a over {t} ∪ S       π_v: how probable it is that v is drawn
/// gradient of  −ln q_t / rows         ln p ≈ ln π_t + ln q_t − ln(1 − (1 − π_t)·q_t)
/// ```
/// A row's own target is one of its tokens once, drawn or not. With π_v taken off every logit, the minimum of the
/// expected loss is where `exp(l_v)` are in the ratio of the true probabilities, whatever the draw: losses of used
/// models are those of the full softmax. What is reported while training is an estimate of them: ln p with the sum
/// over the vocabulary replaced by `exp(l_t) + Σ_{v ∈ S, v ≠ t} exp(l_v)/π_v`. It is right on average as to the sum,
/// and so rather too low as to the loss.
///
/// Only the rows of W that are drawn or are targets have a gradient.
/// @see <a href="https://doi.org/10.1109/TNN.2007.912312">Bengio and Senécal (2008)</a>, sampling the gradient
/// @see <a href="https://aclanthology.org/P15-1001/">Jean, Cho, Memisevic and Bengio (2015)</a>, one draw shared
public final class SampledSoftmax implements OutputLoss, StripVisitor {
    private static final int STRIDE = 64;
    private static final int SLOT = 16;

    private final Kernels kernels;
    private final OutputWeights weights;
    private final OutputWeights drawn;
    private final Tensor input;
    private final int[] targets;
    private final int own;
    private final int site;
    private final NegativeSampler sampler;
    private final SoftmaxLoss softmax;
    private final float[] logProbabilities;
    private final float[] dOwn;
    private final int[] touching;

    /// @param samples K, drawn on average
    /// @param site of the draws
    public SampledSoftmax(
            Kernels kernels,
            OutputWeights weights,
            Tensor input,
            int[] targets,
            Window window,
            int workers,
            int samples,
            int site,
            Slab slab) {
        this.kernels = kernels;
        this.weights = weights;
        this.input = input;
        this.targets = targets;
        this.site = site;
        own = NegativeSampler.capacity(weights.w.rows(), samples);
        drawn = OutputWeights.of(own + 1, weights.w.columns(), site);
        sampler = new NegativeSampler(weights.w.rows(), samples, workers);
        int rows = window.rowCapacity();
        int[] last = new int[rows];
        Arrays.fill(last, own);
        softmax = new SoftmaxLoss(kernels, drawn, input, last, window, workers, true, 0, this, slab);
        logProbabilities = new float[rows];
        dOwn = new float[rows];
        touching = new int[own + rows];
    }

    /// Estimates of ln p of each row's target.
    @Override
    public float[] logProbabilities() {
        return logProbabilities;
    }

    @Override
    public void forward(Worker worker, Window window) {
        sampler.draw(worker, window.key(site));
        worker.meet();
        gather(worker);
        worker.meet();
        softmax.forward(worker, window);
        int stride = input.stride();
        for (int row = worker.from(window.rows()); row < worker.to(window.rows()); row++) {
            int w = targets[row] * stride;
            add(dOwn[row], weights.connections.values(), w, w + stride, input.gradient(), input.row(row));
        }
    }

    /// The rows of W that were drawn, and −∞ as the bias of places that nothing was drawn for.
    private void gather(Worker worker) {
        int stride = weights.w.stride();
        float[] bias = drawn.bias.value();
        for (int i = worker.from(own); i < worker.to(own); i++) {
            if (i < sampler.count()) {
                int v = sampler.token(i);
                System.arraycopy(weights.connections.values(), v * stride, drawn.w.value(), i * stride, stride);
                bias[i] = bias(v);
            } else {
                bias[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    private float bias(int v) {
        return weights.bias.value()[v] - sampler.logProbability(v);
    }

    /// Puts in each row's own target, and takes it out of the drawn.
    @Override
    public void logits(float[] logits, int start, int first, int rows) {
        for (int i = 0; i < rows; i++) {
            int target = targets[first + i];
            logits[start + own * STRIDE + i] = logit(target, input.row(first + i));
            int place = sampler.place(target);
            if (place >= 0) {
                logits[start + place * STRIDE + i] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    private float logit(int target, int row) {
        float[] w = weights.connections.values();
        float[] h = input.value();
        int at = target * weights.w.stride();
        float sum = bias(target);
        for (int k = 0; k < weights.w.columns(); k++) {
            sum = Math.fma(w[at + k], h[row + k], sum);
        }
        return sum;
    }

    /// Takes out the gradients of the own targets' logits.
    @Override
    public void gradients(float[] gradients, int start, int first, int rows) {
        for (int i = 0; i < rows; i++) {
            int row = first + i;
            dOwn[row] = gradients[start + own * STRIDE + i];
            gradients[start + own * STRIDE + i] = 0;
            logProbabilities[row] = estimate(softmax.logProbabilities()[row], sampler.logProbability(targets[row]));
        }
    }

    private static float estimate(double logQ, double logDrawn) {
        double others = (1 - StrictMath.exp(logDrawn)) * StrictMath.exp(logQ);
        return (float) (logDrawn + logQ - StrictMath.log1p(-others));
    }

    /// Gradients of W and b from those of the drawn rows and of the own targets, rows of the window ascending. Each
    /// worker makes some columns of every row.
    @Override
    public void backward(Worker worker, Window window) {
        int slots = weights.w.stride() / SLOT;
        int from = worker.from(slots) * SLOT;
        int to = worker.to(slots) * SLOT;
        clear(from, to);
        scatter(from, to, window);
        worker.meet();
        if (worker.index() == 0) {
            biasGradient(window);
            mark(window);
        }
        weights.connections.dropGradient(worker, kernels, window);
    }

    private void clear(int from, int to) {
        Touched touched = weights.w.touched();
        for (int i = 0; i < touched.count(); i++) {
            int row = touched.row(i) * weights.w.stride();
            Arrays.fill(weights.w.gradient(), row + from, row + to, 0f);
        }
    }

    private void scatter(int from, int to, Window window) {
        Parameter w = weights.w;
        for (int i = 0; i < sampler.count(); i++) {
            int at = sampler.token(i) * w.stride() + from;
            System.arraycopy(drawn.w.gradient(), i * w.stride() + from, w.gradient(), at, to - from);
        }
        for (int row = 0; row < window.rows(); row++) {
            int h = input.row(row);
            add(dOwn[row], input.value(), h + from, h + to, w.gradient(), targets[row] * w.stride() + from);
        }
    }

    private void biasGradient(Window window) {
        float[] dBias = weights.bias.gradient();
        Arrays.fill(dBias, 0f);
        for (int i = 0; i < sampler.count(); i++) {
            dBias[sampler.token(i)] = drawn.bias.gradient()[i];
        }
        for (int row = 0; row < window.rows(); row++) {
            dBias[targets[row]] += dOwn[row];
        }
    }

    private void mark(Window window) {
        for (int i = 0; i < sampler.count(); i++) {
            touching[i] = sampler.token(i);
        }
        System.arraycopy(targets, 0, touching, sampler.count(), window.rows());
        weights.w.touched().mark(touching, sampler.count() + window.rows());
    }

    /// `to ← to + factor·x` for x from `from` to `end`.
    private static void add(float factor, float[] x, int from, int end, float[] to, int at) {
        for (int i = from; i < end; i++) {
            to[at + i - from] = Math.fma(factor, x[i], to[at + i - from]);
        }
    }
}
