package refrain.nn.step;

import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.nn.weights.Linear;
import refrain.nn.weights.OutputWeights;

/// One cluster of an [AdaptiveOutput]. Hidden states are projected when a token of it is first asked for.
final class TailOutput {
    private final Kernels kernels;
    private final Linear projection;
    private final SoftmaxOutput tokens;
    private final int first;
    private final int size;
    private final boolean[] stale;
    private final float[] projected;
    private final int[] one = new int[1];

    TailOutput(Kernels kernels, OutputWeights.Tail tail, StepPanels panels, int slots, Team team) {
        this.kernels = kernels;
        projection = tail.projection();
        tokens = new SoftmaxOutput(kernels, tail.tokens(), panels, slots, team);
        first = tail.first();
        size = tail.tokens().w.rows();
        stale = new boolean[slots];
        projected = new float[projection.outputStride()];
    }

    /// Whether a token lies in this cluster or a later one.
    boolean takes(int token) {
        return token >= first;
    }

    /// Slots have read a token.
    void forget(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            stale[slots[i]] = true;
        }
    }

    /// Fills in the cluster's tokens.
    /// @param cluster ln p of the cluster
    /// @param top h of all slots
    void logProbabilities(int slot, float cluster, float[] top, float[] out) {
        refresh(slot, top);
        tokens.logProbabilities(slot, out, first);
        for (int v = first; v < first + size; v++) {
            out[v] = cluster + out[v];
        }
    }

    /// ln p of a token in its cluster.
    float logProbability(int slot, int token, float[] top) {
        refresh(slot, top);
        return tokens.logProbability(slot, token - first);
    }

    void copy(int from, int to) {
        stale[to] = stale[from];
        tokens.copy(from, to);
    }

    /// Projects all slots that have read a token since, so that they share one read of the cluster's weights.
    private void refresh(int slot, float[] top) {
        if (!stale[slot]) {
            return;
        }
        for (int i = 0; i < stale.length; i++) {
            if (stale[i]) {
                projection.multiply(kernels, 1, top, i * projection.w.stride(), projected, 0);
                one[0] = i;
                tokens.read(projected, 0, one, 1);
                stale[i] = false;
            }
        }
    }
}
