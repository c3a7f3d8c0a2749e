package refrain.benchmarks.own;

import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.Passages;
import refrain.benchmarks.work.Work;
import refrain.lm.RecurrentModel;
import refrain.lm.State;

/// Refrain, ln p of each token of a long text.
public final class RefrainScoring implements Work {
    private final RecurrentModel model;
    private final Passages passages;
    private final float[] logProbabilities = new float[Passages.LENGTH];
    private State state;

    public RefrainScoring(Architecture architecture, int threads) {
        model = RefrainNetwork.model(architecture, threads);
        passages = new Passages(architecture.vocabulary());
        state = model.start();
    }

    @Override
    public double once() {
        state = model.score(state, passages.next(), logProbabilities);
        return Passages.loss(logProbabilities);
    }

    @Override
    public long size() {
        return Passages.LENGTH;
    }

    @Override
    public void close() {
        // the model's threads end with the process
    }
}
