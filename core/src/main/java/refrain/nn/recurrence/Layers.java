package refrain.nn.recurrence;

import java.util.List;
import refrain.kernel.Kernels;
import refrain.kernel.Slab;
import refrain.nn.operation.Operation;
import refrain.nn.operation.Source;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.weights.RecurrentWeights;

/// Adds recurrent layers to a tape's operations, each on its path.
public record Layers(
        Kernels kernels, Window window, int workers, boolean trained, Slab slab, List<Operation> operations) {
    /// h of every row.
    public Tensor add(RecurrentWeights weights, Source source) {
        if (weights.isRowwise()) {
            RowwiseRecurrence rowwise = new RowwiseRecurrence(kernels, weights, source, window, workers, trained, slab);
            operations.add(rowwise);
            return rowwise.output();
        }
        Recurrence fused = new Recurrence(kernels, weights, source, window, workers, trained, slab);
        operations.add(fused);
        return fused.output();
    }
}
