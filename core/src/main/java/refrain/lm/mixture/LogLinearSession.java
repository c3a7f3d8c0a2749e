package refrain.lm.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import refrain.kernel.Softmax;
import refrain.lm.Session;
import refrain.lm.State;

/// A [Session] of a log-linear mixture. Scores of all tokens are made when a slot is first asked after a token:
/// ```
/// z(v) = Σ_k fma(w_k, l_k(v)), k ascending from 0       ln p(v) = min(0, (z(v) − m) − log Σ_u exp(z(u) − m))
/// ```
/// The sum is that of [Softmax]. Members of no weight are not asked, and ln p below −[#LEAST] counts as
/// that: a member may forbid a token.
final class LogLinearSession implements Session {
    /// Far below any probability that a float holds, and yet finite.
    static final float LEAST = -200f;

    private final MemberSessions members;
    private final Softmax softmax;
    private final float[] weights;
    private final float[][] z;
    private final float[] max;
    private final float[] logSum;
    private final boolean[] stale;
    private final float[] each;
    private final float[] scratch = new float[Softmax.SCRATCH];

    LogLinearSession(Mixture mixture, List<Session> sessions) {
        members = new MemberSessions(mixture, sessions);
        softmax = mixture.kernels().softmax();
        double[] given = mixture.weights();
        weights = new float[given.length];
        for (int k = 0; k < given.length; k++) {
            weights[k] = (float) given[k];
        }
        int slots = members.slots();
        each = new float[mixture.vocabulary().size()];
        z = new float[slots][each.length];
        max = new float[slots];
        logSum = new float[slots];
        stale = new boolean[slots];
        Arrays.fill(stale, true);
    }

    @Override
    public int slots() {
        return stale.length;
    }

    @Override
    public void accept(int[] slots, int[] tokens) {
        members.accept(slots, tokens);
        for (int slot : slots) {
            stale[slot] = true;
        }
    }

    @Override
    public void logProbabilities(int slot, float[] out) {
        refresh(slot);
        for (int token = 0; token < each.length; token++) {
            out[token] = logProbability(token, slot, z[slot]);
        }
    }

    @Override
    public float logProbability(int slot, int token) {
        Objects.checkIndex(token, each.length);
        refresh(slot);
        return logProbability(token, slot, z[slot]);
    }

    private float logProbability(int token, int slot, float[] scores) {
        return Math.min(0f, (scores[token] - max[slot]) - logSum[slot]);
    }

    private void refresh(int slot) {
        if (!stale[slot]) {
            return;
        }
        float[] scores = z[slot];
        Arrays.fill(scores, 0f);
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                members.logProbabilities(k, slot, each);
                add(weights[k], each, scores);
            }
        }
        softmax.normalizer(scores, 0, scores.length, scratch);
        max[slot] = scratch[0];
        logSum[slot] = scratch[1];
        stale[slot] = false;
    }

    private static void add(float weight, float[] each, float[] scores) {
        for (int token = 0; token < scores.length; token++) {
            scores[token] = Math.fma(weight, Math.max(LEAST, each[token]), scores[token]);
        }
    }

    @Override
    public void copy(int from, int to) {
        members.copy(from, to);
        stale[to] = stale[from];
        max[to] = max[from];
        logSum[to] = logSum[from];
        System.arraycopy(z[from], 0, z[to], 0, each.length);
    }

    @Override
    public State snapshot(int slot) {
        return members.snapshot(slot);
    }

    @Override
    public void restore(int slot, State state) {
        members.restore(slot, state);
        stale[slot] = true;
    }

    @Override
    public void close() {
        members.close();
    }
}
