package refrain.benchmarks.kernel;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.network.Network;
import refrain.train.config.Clipping;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.TrainingConfig;
import refrain.train.descent.Optimizer;

/// An update of all parameters of word-medium's top layer and output, with the norm of their gradient.
@State(Scope.Thread)
public class OptimizerBenchmark extends KernelBenchmark {
    private static final int VOCABULARY = 10_000;
    private static final int HIDDEN = 650;
    private static final double RATE = 1e-6;

    @Param({"sgd", "momentum", "rmsprop", "adam"})
    public String rule = "";

    private final Team team = Team.of(1);
    private final Network network = network();
    private Optimizer optimizer = optimizer("sgd");
    private long update;

    private static Network network() {
        ModelConfig config = new ModelConfig(
                VOCABULARY, new InputConfig.Embedding(HIDDEN), List.of(new LayerConfig.Lstm(HIDDEN, false)));
        Network network = Network.of(config, Kernels.best());
        network.initialise(1);
        for (Parameter parameter : network.parameters()) {
            System.arraycopy(parameter.value(), 0, parameter.gradient(), 0, parameter.value().length);
        }
        return network;
    }

    private Optimizer optimizer(String name) {
        TrainingConfig config = TrainingConfig.DEFAULT
                .withOptimizer(OptimizerConfig.named(name))
                .withClip(Clipping.NONE.withNorm(1));
        return Optimizer.of(config, network.parameters(), team.size());
    }

    @Setup
    public void setUp() {
        optimizer = optimizer(rule);
    }

    @Benchmark
    public double update() {
        team.run(worker -> optimizer.update(worker, update, RATE));
        update++;
        return optimizer.gradientNorm();
    }

    @TearDown
    public void tearDown() {
        team.close();
    }
}
