package refrain.lm.ngram;

import refrain.lm.Session;
import refrain.lm.State;

/// Streams of an n-gram model: of each the places of its contexts.
final class NGramSession implements Session {
    private final NGramModel model;
    private final int[][] contexts; // [slots × N − 1]

    NGramSession(NGramModel model, int slots) {
        this.model = model;
        contexts = new int[slots][];
        for (int slot = 0; slot < slots; slot++) {
            contexts[slot] = model.contexts(model.start());
        }
    }

    @Override
    public int slots() {
        return contexts.length;
    }

    @Override
    public void accept(int[] slots, int[] tokens) {
        if (slots.length != tokens.length) {
            throw new IllegalArgumentException(
                    "%d slots and %d tokens; each slot takes one".formatted(slots.length, tokens.length));
        }
        for (int i = 0; i < slots.length; i++) {
            model.advance(contexts[slots[i]], tokens[i]);
        }
    }

    @Override
    public void logProbabilities(int slot, float[] out) {
        model.fill(contexts[slot], out);
    }

    @Override
    public float logProbability(int slot, int token) {
        return model.logProbability(contexts[slot], token);
    }

    @Override
    public void copy(int from, int to) {
        System.arraycopy(contexts[from], 0, contexts[to], 0, contexts[from].length);
    }

    @Override
    public State snapshot(int slot) {
        return new NGramState(model, contexts[slot].clone());
    }

    @Override
    public void restore(int slot, State state) {
        int[] restored = model.contexts(state);
        System.arraycopy(restored, 0, contexts[slot], 0, restored.length);
    }
}
