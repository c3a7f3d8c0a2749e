package refrain.benchmarks.work;

/// A peer's updates on one window after another.
final class Training implements Work {
    private final Workload workload;
    private final Peer peer;
    private final Windows windows;
    private long update;

    Training(Workload workload, Peer peer) {
        this.workload = workload;
        this.peer = peer;
        windows = new Windows(workload);
    }

    @Override
    public double once() {
        double loss = windows.train(peer);
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
        peer.close();
    }
}
