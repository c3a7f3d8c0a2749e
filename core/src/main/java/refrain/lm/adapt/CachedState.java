package refrain.lm.adapt;

import refrain.lm.State;

/// The state of a [Cached] model: the model's, and what the cache holds, oldest first.
/// @param hidden states, one row after the other; never written again
/// @param tokens that followed them; never written again
record CachedState(State model, float[] hidden, int[] tokens) implements State {
    /// What the last `size` entries of a ring hold.
    static CachedState of(State model, HiddenStates states, int size, int hidden) {
        int held = (int) Math.min(size, states.count());
        float[] rows = new float[held * hidden];
        int[] tokens = new int[held];
        long first = states.count() - held;
        for (int i = 0; i < held; i++) {
            states.read(first + i, rows, i * hidden);
            tokens[i] = states.token(first + i);
        }
        return new CachedState(model, rows, tokens);
    }

    /// Fills a ring with the entries of this state alone.
    void fill(HiddenStates states, int hidden) {
        states.clear();
        for (int i = 0; i < tokens.length; i++) {
            states.add(this.hidden, i * hidden, tokens[i]);
        }
    }
}
