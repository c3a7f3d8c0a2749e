package refrain.train;

import java.util.List;
import refrain.train.config.Progress;

/// A schedule's view of a run.
record RunProgress(Task task, RunState state) implements Progress {
    @Override
    public long update() {
        return state.update;
    }

    @Override
    public long updates() {
        return task.bound(state);
    }

    @Override
    public int epoch() {
        return state.epoch;
    }

    @Override
    public List<Double> validationLosses() {
        return state.validationLosses;
    }
}
