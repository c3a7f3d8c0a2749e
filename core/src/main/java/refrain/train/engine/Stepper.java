package refrain.train.engine;

import refrain.kernel.Team;
import refrain.kernel.Worker;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;
import refrain.text.Batches;
import refrain.text.TokenStore;
import refrain.train.config.TrainingConfig;
import refrain.train.descent.Optimizer;

/// One update after the other: fetches a window of the training text, then runs it forward and backward and
/// moves the parameters, all in one job of the team. A steady update allocates nothing.
public final class Stepper {
    private final Tape tape;
    private final Batches batches;
    private final Optimizer optimizer;
    private final Team team;
    private final Team.Job job = this::work;
    private int steps;
    private long update;
    private double rate;
    private double lossSum;

    private Stepper(Tape tape, Batches batches, Optimizer optimizer, Team team) {
        this.tape = tape;
        this.batches = batches;
        this.optimizer = optimizer;
        this.team = team;
    }

    static Stepper of(Network network, TrainingConfig config, TokenStore text, Team team) {
        return new Stepper(
                Tape.training(
                        network, config.batch(), config.steps(), team.size(), config.regularization(), config.seed()),
                Batches.of(text, config.batch(), config.steps()),
                Optimizer.of(config, network.parameters(), team.size()),
                team);
    }

    /// The next update. Where the loss is not finite, the parameters stay as they are.
    public void run(long update, double rate) {
        if (batches.startsEpoch()) {
            tape.clearState();
        }
        steps = batches.next(tape.inputs(), tape.targets());
        this.update = update;
        this.rate = rate;
        team.run(job);
        if (endsEpoch()) {
            batches.seek(0);
        }
    }

    private void work(Worker worker) {
        double loss = tape.forward(worker, steps, update);
        if (worker.index() == 0) {
            lossSum = loss;
        }
        if (Double.isFinite(loss)) {
            tape.backward(worker);
            optimizer.update(worker, update, rate);
        }
    }

    private boolean endsEpoch() {
        return batches.position() == batches.stepsPerEpoch();
    }

    /// Σ −ln p over the last window, in nats.
    public double lossSum() {
        return lossSum;
    }

    /// Tokens of the last window.
    public int tokens() {
        return steps * batches.streams();
    }

    public double gradientNorm() {
        return optimizer.gradientNorm();
    }

    /// The step within the pass that the next window begins with; 0 at its start.
    public long position() {
        return batches.position();
    }

    public long stepsPerEpoch() {
        return batches.stepsPerEpoch();
    }

    /// Forward and backward, with the state carried from window to window.
    public Tape tape() {
        return tape;
    }

    /// What moves the parameters.
    public Optimizer optimizer() {
        return optimizer;
    }

    /// Goes to a step of the pass, if there is one of that number.
    public boolean seek(long step) {
        if (step >= batches.stepsPerEpoch()) {
            return false;
        }
        batches.seek(step);
        return true;
    }
}
