package refrain.train.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.golden.Golden;
import refrain.kernel.team.Team;
import refrain.nn.Parameter;
import refrain.train.config.Clipping;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.TrainingConfig;

/// The update rules against PyTorch's numbers.
class OptimizerGoldenTest {
    /// Six updates, each rounded a few times at a magnitude of about 1.
    private static final float TOLERANCE = 2e-6f;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd",
                "sgd-decay",
                "momentum",
                "momentum-decay",
                "nesterov",
                "nesterov-decay",
                "adam",
                "adam-decay",
                "adam-epsilon",
                "adamw",
                "adamw-decay"
            })
    void updates_equalPyTorchs(String rule) throws IOException {
        Golden golden = Golden.read("optimizers");
        float[] gradients = golden.values("inputs", "gradients");
        float[] expected = golden.values(rule, "parameters");
        Parameter parameter = Parameter.vector("p", golden.values("inputs", "parameter").length);
        int length = parameter.columns();
        System.arraycopy(golden.values("inputs", "parameter"), 0, parameter.value(), 0, length);
        TrainingConfig config = TrainingConfig.DEFAULT
                .withOptimizer(optimizer(rule, golden))
                .withClip(Clipping.NONE)
                .withWeightDecay(golden.number(rule, "decay"));
        Optimizer optimizer = Optimizer.of(config, List.of(parameter), 1);
        try (Team team = Team.of(1)) {
            for (int update = 0; update < expected.length / length; update++) {
                System.arraycopy(gradients, update * length, parameter.gradient(), 0, length);
                long number = update;
                team.run(worker -> optimizer.update(worker, number, golden.number(rule, "rate")));
                assertThat(Arrays.copyOf(parameter.value(), length))
                        .as("update %d", update)
                        .containsExactly(
                                Arrays.copyOfRange(expected, update * length, (update + 1) * length),
                                within(TOLERANCE));
            }
        }
    }

    private static OptimizerConfig optimizer(String rule, Golden golden) {
        String name = rule.split("-")[0];
        return switch (OptimizerConfig.named(name)) {
            case OptimizerConfig.Sgd sgd -> sgd;
            case OptimizerConfig.Momentum old -> new OptimizerConfig.Momentum(golden.number(rule, "momentum"));
            case OptimizerConfig.Nesterov old -> new OptimizerConfig.Nesterov(golden.number(rule, "momentum"));
            case OptimizerConfig.Adam old ->
                new OptimizerConfig.Adam(
                        golden.number(rule, "beta1"), golden.number(rule, "beta2"), golden.number(rule, "epsilon"));
            case OptimizerConfig.AdamW old ->
                new OptimizerConfig.AdamW(
                        golden.number(rule, "beta1"), golden.number(rule, "beta2"), golden.number(rule, "epsilon"));
            case OptimizerConfig.RmsProp old -> throw new IllegalArgumentException("PyTorch fuses no rmsprop");
        };
    }
}
