package refrain.nn.step;

import java.util.Arrays;
import java.util.Objects;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Softmax;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;
import refrain.nn.weights.Layouts;
import refrain.nn.weights.OutputWeights;

/// One softmax over all tokens. Logits are computed when they are first asked for, for all slots that have
/// read a token since: a prompt costs none, and slots that advance together share one read of the weights.
final class SoftmaxOutput implements StepOutput {
    private final Kernels kernels;
    private final StepPanels panels;
    private final Team team;
    private final Team.Job refreshing = this::refresh;
    private final int vocabulary;
    private final int hidden;
    private final int stride;
    private final float[] top;
    private final float[] logits;
    private final float[] max;
    private final float[] logSum;
    private final boolean[] stale;
    private final float[][] scratch;
    private final Layouts layouts;

    SoftmaxOutput(Kernels kernels, OutputWeights weights, StepPanels panels, int slots, Team team) {
        this.kernels = kernels;
        this.panels = panels;
        this.team = team;
        vocabulary = weights.w.rows();
        hidden = weights.w.columns();
        stride = weights.w.stride();
        top = new float[slots * stride];
        logits = new float[Math.multiplyExact(slots, panels.columns)];
        max = new float[slots];
        logSum = new float[slots];
        stale = new boolean[slots];
        scratch = new float[team.size()][Softmax.SCRATCH];
        layouts = Layouts.rows(stride, panels.columns).inLongBlocks();
    }

    @Override
    public void read(float[] output, int start, int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(output, start + i * stride, top, slots[i] * stride, stride);
            stale[slots[i]] = true;
        }
    }

    @Override
    public void logProbabilities(int slot, float[] out) {
        logProbabilities(slot, out, 0);
    }

    /// Into `out` from index `first` on.
    void logProbabilities(int slot, float[] out, int first) {
        refresh(slot);
        int at = slot * panels.columns;
        float m = max[slot];
        float s = logSum[slot];
        for (int v = 0; v < vocabulary; v++) {
            out[first + v] = (logits[at + v] - m) - s;
        }
    }

    @Override
    public float logProbability(int slot, int token) {
        Objects.checkIndex(token, vocabulary);
        refresh(slot);
        return (logits[slot * panels.columns + token] - max[slot]) - logSum[slot];
    }

    /// Of all slots, `stride` floats each.
    float[] top() {
        return top;
    }

    @Override
    public void readTop(int slot, float[] into, int at) {
        System.arraycopy(top, slot * stride, into, at, hidden);
    }

    @Override
    public void copy(int from, int to) {
        System.arraycopy(top, from * stride, top, to * stride, stride);
        stale[to] = stale[from];
        if (!stale[from]) {
            System.arraycopy(logits, from * panels.columns, logits, to * panels.columns, panels.columns);
            max[to] = max[from];
            logSum[to] = logSum[from];
        }
    }

    private void refresh(int slot) {
        if (stale[slot]) {
            team.run(refreshing);
            Arrays.fill(stale, false);
        }
    }

    /// The worker's share of the logits of all stale slots, then of their sums.
    private void refresh(Worker worker) {
        int count = panels.weights.count();
        for (int panel = worker.from(count); panel < worker.to(count); panel++) {
            for (int slot = nextStale(0); slot < stale.length; ) {
                int end = endOfStale(slot);
                multiply(panel, slot, end - slot);
                slot = nextStale(end);
            }
        }
        worker.meet();
        for (int slot = worker.from(stale.length); slot < worker.to(stale.length); slot++) {
            if (stale[slot]) {
                normalise(slot, scratch[worker.index()]);
            }
        }
    }

    private int nextStale(int slot) {
        int next = slot;
        while (next < stale.length && !stale[next]) {
            next++;
        }
        return next;
    }

    private int endOfStale(int slot) {
        int end = slot;
        while (end < stale.length && stale[end]) {
            end++;
        }
        return end;
    }

    /// One panel of the logits of adjacent slots.
    private void multiply(int panel, int slot, int rows) {
        Panels weights = panels.weights;
        int first = weights.first(panel);
        int at = slot * panels.columns + first;
        for (int row = 0; row < rows; row++) {
            System.arraycopy(panels.bias, first, logits, at + row * panels.columns, weights.width(panel));
        }
        kernels.products()
                .multiply(
                        layouts.of(weights.width(panel)),
                        rows,
                        hidden,
                        top,
                        slot * stride,
                        weights.floats(),
                        weights.at(panel),
                        logits,
                        at);
    }

    private void normalise(int slot, float[] space) {
        kernels.softmax().normalizer(logits, slot * panels.columns, vocabulary, space);
        max[slot] = space[0];
        logSum[slot] = space[1];
    }
}
