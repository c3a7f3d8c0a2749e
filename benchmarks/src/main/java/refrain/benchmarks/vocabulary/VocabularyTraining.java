package refrain.benchmarks.vocabulary;

import java.util.List;
import refrain.benchmarks.work.Words;
import refrain.benchmarks.work.Work;
import refrain.kernel.Kernels;
import refrain.kernel.random.SeededRandom;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;
import refrain.train.config.Clipping;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.TrainingConfig;
import refrain.train.descent.Optimizer;

/// Training of one network on [Words].
final class VocabularyTraining implements Work {
    static final int STREAMS = 20;
    static final int STEPS = 35;
    static final int EMBEDDING = 128;
    static final int HIDDEN = 256;
    private static final double RATE = 0.1;

    private final int vocabulary;
    private final Team team;
    private final Tape tape;
    private final Optimizer optimizer;
    private final SeededRandom random = SeededRandom.of(1);
    private long update;

    VocabularyTraining(int vocabulary, OutputKind kind, int threads) {
        this.vocabulary = vocabulary;
        team = Team.of(threads);
        ModelConfig config = new ModelConfig(
                vocabulary,
                new InputConfig.Embedding(EMBEDDING),
                List.of(new LayerConfig.Lstm(HIDDEN, false)),
                kind.output(vocabulary));
        Network network = Network.of(config, Kernels.best());
        network.initialise(1);
        tape = Tape.training(network, STREAMS, STEPS, threads, kind.regularization(), 1);
        TrainingConfig training =
                TrainingConfig.DEFAULT.withOptimizer(new OptimizerConfig.Sgd()).withClip(Clipping.NONE.withNorm(5));
        optimizer = Optimizer.of(training, network.parameters(), threads);
    }

    @Override
    public double once() {
        Words.draw(tape.inputs(), vocabulary, random);
        Words.draw(tape.targets(), vocabulary, random);
        team.run(this::step);
        update++;
        return 0;
    }

    @Override
    public long size() {
        return (long) STREAMS * STEPS;
    }

    private void step(Worker worker) {
        tape.forward(worker, STEPS, update);
        tape.backward(worker);
        optimizer.update(worker, update, RATE);
    }

    @Override
    public void close() {
        team.close();
    }
}
