package refrain.train;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import refrain.train.config.Limits;
import refrain.train.pace.RunClock;

/// A listener's view of a run.
record RunStatus(Task task, RunState state, RunClock clock) implements Status {
    @Override
    public long update() {
        return state.update;
    }

    @Override
    public OptionalLong updates() {
        long bound = task.bound(state);
        return bound == Limits.NO_UPDATES ? OptionalLong.empty() : OptionalLong.of(bound);
    }

    @Override
    public int epoch() {
        return state.epoch;
    }

    @Override
    public long tokens() {
        return state.tokens;
    }

    @Override
    public double loss() {
        return clock.loss();
    }

    @Override
    public OptionalDouble validationLoss() {
        return state.validationLosses.isEmpty()
                ? RunState.optional(state.firstLoss)
                : OptionalDouble.of(state.validationLosses.getLast());
    }

    @Override
    public OptionalDouble bestValidationLoss() {
        return RunState.optional(state.best.loss());
    }

    @Override
    public double rate() {
        return state.rate;
    }

    @Override
    public double gradientNorm() {
        return state.gradientNorm;
    }

    @Override
    public double tokensPerSecond() {
        return clock.tokensPerSecond();
    }

    @Override
    public double seconds() {
        return clock.seconds();
    }

    @Override
    public OptionalDouble secondsLeft() {
        OptionalLong updates = updates();
        return updates.isEmpty() || !clock.isSettled()
                ? OptionalDouble.empty()
                : OptionalDouble.of((updates.getAsLong() - state.update) * clock.secondsPerUpdate());
    }
}
