package refrain.lm;

import refrain.text.Tokenizer;

/// A [Reading] of a model: its state moves.
final class ModelReading implements Reading {
    private final LanguageModel model;
    private State state;

    ModelReading(LanguageModel model) {
        this.model = model;
        state = model.start();
    }

    @Override
    public Tokenizer tokenizer() {
        return model.tokenizer();
    }

    @Override
    public void read(int[] tokens, float[] logProbabilities) {
        state = model.score(state, tokens, logProbabilities);
    }

    @Override
    public void restart() {
        state = model.start();
    }
}
