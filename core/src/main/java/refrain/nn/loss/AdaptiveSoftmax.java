package refrain.nn.loss;

import java.util.List;
import refrain.kernel.Kernels;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.weights.OutputWeights;

/// A softmax over frequent tokens and clusters of the others, each with a softmax of its own that only the rows run
/// whose target lies in it.
/// ```
/// ln p(v) = ln q_v of the head, and in cluster i   ln q_(c₀+i) + ln t_(v − c_i)
/// dh = that of the head + that of the row's own tail
/// ```
/// @see <a href="https://proceedings.mlr.press/v70/grave17a.html">Grave, Joulin, Cissé, Grangier and Jégou
///     (2017)</a>
public final class AdaptiveSoftmax implements OutputLoss {
    private final int[] targets;
    private final int[] headTargets;
    private final SoftmaxLoss head;
    private final TailLoss[] tails;
    private final int shortlist;

    public AdaptiveSoftmax(
            Kernels kernels,
            OutputWeights weights,
            Tensor input,
            int[] targets,
            Window window,
            int workers,
            boolean trained,
            Slab slab) {
        this.targets = targets;
        headTargets = new int[window.rowCapacity()];
        head = new SoftmaxLoss(
                kernels, weights, input, headTargets, window, workers, trained, 0, StripVisitor.NONE, slab);
        List<OutputWeights.Tail> clusters = weights.tails();
        shortlist = clusters.getFirst().first();
        tails = new TailLoss[clusters.size()];
        for (int i = 0; i < tails.length; i++) {
            tails[i] = new TailLoss(kernels, clusters.get(i), input, window, workers, trained, slab);
        }
    }

    @Override
    public float[] logProbabilities() {
        return head.logProbabilities();
    }

    @Override
    public void forward(Worker worker, Window window) {
        if (worker.index() == 0) {
            split(window);
        }
        worker.meet();
        head.forward(worker, window);
        for (TailLoss tail : tails) {
            tail.forward(worker, head.logProbabilities());
        }
    }

    private void split(Window window) {
        for (TailLoss tail : tails) {
            tail.begin(window);
        }
        for (int row = 0; row < window.rows(); row++) {
            headTargets[row] = place(row, targets[row]);
        }
    }

    /// The head's entry of a target, which goes to its cluster's rows.
    private int place(int row, int target) {
        int cluster = tails.length - 1;
        while (cluster >= 0 && !tails[cluster].takes(target)) {
            cluster--;
        }
        if (cluster < 0) {
            return target;
        }
        tails[cluster].add(row, target);
        return shortlist + cluster;
    }

    /// Nothing is left to do, but for the masks of dropped connections.
    @Override
    public void backward(Worker worker, Window window) {
        head.backward(worker, window);
        for (TailLoss tail : tails) {
            tail.backward(worker);
        }
    }
}
