package refrain.nn.rowwise;

import java.util.Arrays;
import java.util.List;
import refrain.kernel.Cells;
import refrain.kernel.Kernels;
import refrain.kernel.team.Worker;
import refrain.nn.weights.Linear;

/// One round of a Mogrifier: one of x and h gates the other. Q is a matrix, or a product of two of low rank.
/// ```
/// s = σ(Q·from)      result = 2s∘target
/// ```
final class Modulation {
    private final Kernels kernels;
    private final Linear left;
    private final List<Linear> right;
    private final Values from;
    private final Values target;
    private final Values inner;
    private final float[] gates;
    private final Values result;
    private final LinearGradient leftGradient;
    private final List<LinearGradient> rightGradient;

    /// @param maps Q, or its left and its right factor
    Modulation(Kernels kernels, List<Linear> maps, Values from, Values target, RowBuffers rows) {
        this.kernels = kernels;
        this.left = maps.getFirst();
        this.right = maps.subList(1, maps.size());
        this.from = from;
        this.target = target;
        inner = right.isEmpty()
                ? from
                : Values.own(rows.rows(), right.getFirst().w.rows(), rows.trained());
        result = Values.own(rows.rows(), left.w.rows(), rows.trained());
        gates = new float[result.value().length];
        leftGradient = new LinearGradient(kernels, left, rows);
        rightGradient = right.stream()
                .map(map -> new LinearGradient(kernels, map, rows))
                .toList();
    }

    Values result() {
        return result;
    }

    void forward(RowPlace place) {
        if (!right.isEmpty()) {
            right.getFirst()
                    .multiply(kernels, place.count, from.value(), from.at(place), inner.value(), inner.at(place));
        }
        int at = result.at(place);
        left.multiply(kernels, place.count, inner.value(), inner.at(place), gates, at);
        kernels.activations().sigmoid(gates, at, place.count, result.stride(), result.stride());
        int to = target.at(place);
        for (int i = 0; i < place.count * result.stride(); i++) {
            result.value()[at + i] = (2f * gates[at + i]) * target.value()[to + i];
        }
    }

    /// Nothing has reached the result yet.
    void clear(RowPlace place) {
        Arrays.fill(result.gradient(), result.at(place), result.at(place) + place.count * result.stride(), 0f);
    }

    /// ```
    /// dtarget ← dtarget + dresult∘2s      ds = dresult∘target∘2s∘(1 − s)      dfrom ← dfrom + ds·Q
    /// ```
    void backward(RowPlace place) {
        int at = result.at(place);
        gatesBack(at, target.at(place), place.count * result.stride());
        if (right.isEmpty()) {
            left.addBack(kernels, place.count, gates, at, from.gradient(), from.at(place));
            return;
        }
        int middle = inner.at(place);
        Arrays.fill(inner.gradient(), middle, middle + place.count * inner.stride(), 0f);
        left.addBack(kernels, place.count, gates, at, inner.gradient(), middle);
        right.getFirst().addBack(kernels, place.count, inner.gradient(), middle, from.gradient(), from.at(place));
    }

    private void gatesBack(int at, int to, int count) {
        float[] dTarget = target.gradient();
        for (int i = 0; i < count; i++) {
            float d = result.gradient()[at + i];
            float s = gates[at + i];
            dTarget[to + i] = Cells.flush(Math.fma(d, 2f * s, dTarget[to + i]));
            gates[at + i] = Cells.flush((d * target.value()[to + i]) * ((2f * s) * (1f - s)));
        }
    }

    /// Gradients of Q, the worker's share.
    void gradients(Worker worker, int rows) {
        leftGradient.run(worker, gates, 0, inner.value(), 0, rows);
        if (!rightGradient.isEmpty()) {
            rightGradient.getFirst().run(worker, inner.gradient(), 0, from.value(), 0, rows);
        }
    }
}
