package refrain.lm.ngram;

import refrain.lm.State;

/// The last tokens read: `contexts[k]` is the place of the last k + 1 of them among the (k+1)-grams, or -1.
record NGramState(NGramModel model, int[] contexts) implements State {
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "NGramState[order %d]".formatted(contexts.length + 1);
    }
}
