package refrain.lm.adapt;

import java.util.Arrays;
import refrain.lm.HiddenSession;
import refrain.lm.Session;
import refrain.lm.State;

/// A [Session] of a [Cached] model: a ring of states for each stream. Likenesses are computed when a stream
/// is first asked after a token.
final class CachedSession implements Session {
    private final Cached model;
    private final HiddenSession session;
    private final int width;
    private final HiddenStates[] states;
    private final CacheWeights[] weights;
    private final boolean[] stale;
    private final float[] hidden;
    private final float[] scores;
    private final double[] masses;

    CachedSession(Cached model, HiddenSession session) {
        this.model = model;
        this.session = session;
        width = model.model().hidden();
        int slots = session.slots();
        states = new HiddenStates[slots];
        weights = new CacheWeights[slots];
        for (int slot = 0; slot < slots; slot++) {
            states[slot] =
                    new HiddenStates(model.kernels(), width, model.settings().size());
            weights[slot] = new CacheWeights(model.settings(), states[slot]);
        }
        stale = new boolean[slots];
        Arrays.fill(stale, true);
        hidden = new float[slots * width];
        scores = new float[states[0].columns()];
        masses = new double[model.vocabulary().size()];
    }

    @Override
    public int slots() {
        return states.length;
    }

    @Override
    public void accept(int[] slots, int[] tokens) {
        int count = Math.min(slots.length, states.length); // more are refused below
        for (int i = 0; i < count; i++) {
            session.hidden(slots[i], hidden, i * width);
        }
        session.accept(slots, tokens);
        for (int i = 0; i < count; i++) {
            states[slots[i]].add(hidden, i * width, tokens[i]);
            stale[slots[i]] = true;
        }
    }

    private void refresh(int slot) {
        if (stale[slot]) {
            session.hidden(slot, hidden, 0);
            states[slot].likeness(hidden, 1, scores);
            weights[slot].turnTo(states[slot].count(), scores, 0);
            stale[slot] = false;
        }
    }

    @Override
    public void logProbabilities(int slot, float[] out) {
        session.logProbabilities(slot, out);
        refresh(slot);
        weights[slot].mixAll(masses, out);
    }

    @Override
    public float logProbability(int slot, int token) {
        float logProbability = session.logProbability(slot, token);
        refresh(slot);
        return weights[slot].mix(token, logProbability);
    }

    @Override
    public void copy(int from, int to) {
        session.copy(from, to);
        states[to].copyFrom(states[from]);
        stale[to] = true;
    }

    @Override
    public State snapshot(int slot) {
        return CachedState.of(
                session.snapshot(slot), states[slot], model.settings().size(), width);
    }

    @Override
    public void restore(int slot, State state) {
        CachedState cached = model.own(state);
        session.restore(slot, cached.model());
        cached.fill(states[slot], width);
        stale[slot] = true;
    }

    @Override
    public void close() {
        session.close();
    }
}
