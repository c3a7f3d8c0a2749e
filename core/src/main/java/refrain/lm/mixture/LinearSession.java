package refrain.lm.mixture;

import java.util.List;
import refrain.lm.Session;
import refrain.lm.State;

/// A [Session] of a linear mixture: what it is asked it asks its members.
final class LinearSession implements Session {
    private final MemberSessions members;
    private final LinearSum sum;
    private final float[][] each;

    LinearSession(Mixture mixture, List<Session> sessions) {
        members = new MemberSessions(mixture, sessions);
        sum = new LinearSum(mixture.weights());
        each = new float[sessions.size()][mixture.vocabulary().size()];
    }

    @Override
    public int slots() {
        return members.slots();
    }

    @Override
    public void accept(int[] slots, int[] tokens) {
        members.accept(slots, tokens);
    }

    @Override
    public void logProbabilities(int slot, float[] out) {
        for (int k = 0; k < each.length; k++) {
            members.logProbabilities(k, slot, each[k]);
        }
        for (int token = 0; token < each[0].length; token++) {
            for (int k = 0; k < each.length; k++) {
                sum.put(k, each[k][token]);
            }
            out[token] = sum.logProbability();
        }
    }

    @Override
    public float logProbability(int slot, int token) {
        for (int k = 0; k < each.length; k++) {
            sum.put(k, members.logProbability(k, slot, token));
        }
        return sum.logProbability();
    }

    @Override
    public void copy(int from, int to) {
        members.copy(from, to);
    }

    @Override
    public State snapshot(int slot) {
        return members.snapshot(slot);
    }

    @Override
    public void restore(int slot, State state) {
        members.restore(slot, state);
    }

    @Override
    public void close() {
        members.close();
    }
}
