package refrain.benchmarks.work;

/// A learner's updates on one window after another.
public final class Training implements Work {
    private final Workload workload;
    private final Learner learner;
    private final Windows windows;
    private long update;

    public Training(Workload workload, Learner learner) {
        this.workload = workload;
        this.learner = learner;
        windows = new Windows(workload);
    }

    @Override
    public double once() {
        double loss = windows.train(learner);
        update++;
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException("the loss is %s at update %d".formatted(loss, update));
        }
        return loss;
    }

    @Override
    public long size() {
        return workload.tokens();
    }

    @Override
    public void close() {
        learner.close();
    }
}
