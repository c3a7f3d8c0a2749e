package refrain.benchmarks.vocabulary;

import java.util.Arrays;
import java.util.List;
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

/// Training of one network on tokens that are as frequent as words are: the one of rank r has probability
/// `ln((r + 2)/(r + 1)) / ln(V + 1)`, about 1/r.
final class VocabularyTraining implements AutoCloseable {
    static final int STREAMS = 20;
    static final int STEPS = 35;
    static final int EMBEDDING = 128;
    static final int HIDDEN = 256;
    private static final int TOKENS = STREAMS * STEPS;
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

    /// Tokens a second, by the median of the updates in `seconds`, of which there are at least three.
    double speed(double seconds) {
        double[] laps = new double[1 << 16];
        int count = 0;
        long start = System.nanoTime();
        long before = start;
        while (count < laps.length && (count < 3 || before - start < seconds * 1e9)) {
            update();
            long now = System.nanoTime();
            laps[count++] = (now - before) * 1e-9;
            before = now;
        }
        double[] sorted = Arrays.copyOf(laps, count);
        Arrays.sort(sorted);
        return TOKENS / sorted[count / 2];
    }

    private void update() {
        draw(tape.inputs());
        draw(tape.targets());
        team.run(this::step);
        update++;
    }

    private void draw(int[] tokens) {
        for (int i = 0; i < tokens.length; i++) {
            double rank = StrictMath.exp(random.nextDouble() * StrictMath.log(vocabulary + 1.0)) - 1;
            tokens[i] = Math.clamp((long) rank, 0, vocabulary - 1);
        }
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
