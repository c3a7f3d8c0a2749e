package refrain.benchmarks.work;

import refrain.lm.RecurrentModel;
import refrain.lm.State;

/// Refrain, ln p of each token of a long text.
final class RefrainScoring implements Work {
    private final RecurrentModel model;
    private final Passages passages;
    private final float[] logProbabilities = new float[Passages.LENGTH];
    private State state;

    RefrainScoring(Workload workload, int threads) {
        model = RefrainNetwork.model(workload, threads);
        passages = new Passages(workload);
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
