package refrain.lm.mixture;

import java.util.ArrayList;
import java.util.List;
import refrain.lm.Session;
import refrain.lm.State;

/// The sessions of a mixture's members, which read the same tokens, each under its own ids. Allocates nothing per
/// token.
final class MemberSessions implements AutoCloseable {
    private final Mixture mixture;
    private final Session[] sessions;
    private final TokenMap[] maps;
    private final int[][] mapped; // [count][count]: a session takes as many tokens as the array is long
    private final float[] theirs;

    MemberSessions(Mixture mixture, List<Session> sessions) {
        this.mixture = mixture;
        this.sessions = sessions.toArray(Session[]::new);
        maps = mixture.maps().toArray(TokenMap[]::new);
        mapped = new int[sessions.getFirst().slots() + 1][];
        for (int count = 0; count < mapped.length; count++) {
            mapped[count] = new int[count];
        }
        theirs = new float[mixture.vocabulary().size()];
    }

    int count() {
        return sessions.length;
    }

    int slots() {
        return mapped.length - 1;
    }

    void accept(int[] slots, int[] tokens) {
        if (slots.length != tokens.length) {
            throw new IllegalArgumentException(
                    "%d slots and %d tokens; each slot takes one".formatted(slots.length, tokens.length));
        }
        for (int k = 0; k < sessions.length; k++) {
            sessions[k].accept(slots, maps[k].isIdentity() ? tokens : mapped(k, tokens));
        }
    }

    private int[] mapped(int k, int[] tokens) {
        int[] ids = tokens.length < mapped.length ? mapped[tokens.length] : new int[tokens.length];
        maps[k].fill(tokens, ids);
        return ids;
    }

    /// ln p of every token by the mixture's ids.
    void logProbabilities(int k, int slot, float[] out) {
        if (maps[k].isIdentity()) {
            sessions[k].logProbabilities(slot, out);
        } else {
            sessions[k].logProbabilities(slot, theirs);
            maps[k].gather(theirs, out);
        }
    }

    float logProbability(int k, int slot, int token) {
        return sessions[k].logProbability(slot, maps[k].of(token));
    }

    void copy(int from, int to) {
        for (Session session : sessions) {
            session.copy(from, to);
        }
    }

    State snapshot(int slot) {
        List<State> states = new ArrayList<>();
        for (Session session : sessions) {
            states.add(session.snapshot(slot));
        }
        return new MixtureState(states);
    }

    void restore(int slot, State state) {
        MixtureState own = mixture.own(state);
        for (int k = 0; k < sessions.length; k++) {
            sessions[k].restore(slot, own.members().get(k));
        }
    }

    @Override
    public void close() {
        for (Session session : sessions) {
            session.close();
        }
    }
}
