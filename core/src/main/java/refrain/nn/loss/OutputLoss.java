package refrain.nn.loss;

import java.util.Optional;
import refrain.kernel.Kernels;
import refrain.kernel.Slab;
import refrain.nn.Regularization;
import refrain.nn.network.Network;
import refrain.nn.operation.Operation;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.weights.OutputWeights;

/// The last operation of a tape: what the targets cost.
public interface OutputLoss extends Operation {
    /// The loss of a window, of all tokens or of those drawn as the training says.
    /// @param training empty where only losses are computed
    static OutputLoss of(
            Network network,
            Tensor top,
            int[] targets,
            Window window,
            int workers,
            Optional<Regularization> training,
            Slab slab) {
        Kernels kernels = network.kernels();
        OutputWeights weights = network.output();
        Regularization how = training.orElse(Regularization.NONE);
        if (how.samples() > 0) {
            int site = 3 * network.layers().size() + 4;
            return new SampledSoftmax(kernels, weights, top, targets, window, workers, how.samples(), site, slab);
        }
        boolean trained = training.isPresent();
        if (!weights.tails().isEmpty()) {
            return new AdaptiveSoftmax(kernels, weights, top, targets, window, workers, trained, slab);
        }
        float smoothing = how.smoothing();
        return new SoftmaxLoss(
                kernels, weights, top, targets, window, workers, trained, smoothing, StripVisitor.NONE, slab);
    }

    /// ln p of each row's target.
    float[] logProbabilities();

    /// Σ −ln p, rows ascending, in double.
    default double loss(Window window) {
        double sum = 0;
        for (int row = 0; row < window.rows(); row++) {
            sum -= logProbabilities()[row];
        }
        return sum;
    }
}
