package refrain.benchmarks.own;

import refrain.benchmarks.work.Learner;
import refrain.benchmarks.work.Workload;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;
import refrain.nn.Regularization;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;
import refrain.train.config.Clipping;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.TrainingConfig;
import refrain.train.descent.Optimizer;

/// Refrain, through the same classes its trainer uses.
public final class RefrainLearner implements Learner {
    /// Of the dropout masks; any number.
    private static final long SEED = 1;

    private final Workload workload;
    private final Team team;
    private final Tape tape;
    private final Optimizer optimizer;
    private final double[] loss = new double[1];
    private long update;

    public RefrainLearner(Workload workload, int threads) {
        this.workload = workload;
        team = Team.of(threads);
        Network network = RefrainNetwork.of(workload.architecture());
        Regularization regularization = Regularization.dropout(workload.dropout());
        tape = Tape.training(network, workload.streams(), workload.steps(), threads, regularization, SEED);
        TrainingConfig config = TrainingConfig.DEFAULT
                .withOptimizer(new OptimizerConfig.Sgd())
                .withClip(Clipping.NONE.withNorm(workload.clipNorm()));
        optimizer = Optimizer.of(config, network.parameters(), threads);
    }

    @Override
    public double train(int[] inputs, int[] targets) {
        System.arraycopy(inputs, 0, tape.inputs(), 0, inputs.length);
        System.arraycopy(targets, 0, tape.targets(), 0, targets.length);
        team.run(this::step);
        update++;
        return loss[0] / workload.tokens();
    }

    @Override
    public void close() {
        team.close();
    }

    private void step(Worker worker) {
        double sum = tape.forward(worker, workload.steps(), update);
        if (worker.index() == 0) {
            loss[0] = sum;
        }
        tape.backward(worker);
        optimizer.update(worker, update, Workload.RATE);
    }
}
