package refrain.train.config;

import static org.assertj.core.api.Assertions.assertThat;
import static refrain.train.config.TrainingConfigTest.refused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerConfigTest {
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"})
    void named_isTheInverseOfName(String name) {
        assertThat(OptimizerConfig.named(name).name()).isEqualTo(name);
        assertThat(OptimizerConfig.NAMES).contains(name);
    }

    @Test
    void named_unknown_isRefused() {
        refused(
                () -> OptimizerConfig.named("lion"),
                "optimizer \"lion\" is none of sgd, momentum, nesterov, rmsprop, adam, adamw");
    }

    @Test
    void withMomentum_changesIt() {
        assertThat(OptimizerConfig.named("nesterov").withMomentum(0.5)).isEqualTo(new OptimizerConfig.Nesterov(0.5));
        assertThat(OptimizerConfig.named("momentum").withMomentum(0.5)).isEqualTo(new OptimizerConfig.Momentum(0.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "rmsprop", "adam", "adamw"})
    void withMomentum_whereThereIsNone_isRefused(String name) {
        refused(
                () -> OptimizerConfig.named(name).withMomentum(0.5),
                "momentum is 0.5, but " + name + " has none; choose momentum or nesterov");
    }

    @Test
    void badConstants_areRefused() {
        refused(() -> new OptimizerConfig.Momentum(1), "momentum is 1.0; it must be at least 0 and less than 1");
        refused(() -> new OptimizerConfig.Adam(0.9, 1, 1e-8), "beta2 is 1.0; it must be at least 0 and less than 1");
        refused(() -> new OptimizerConfig.RmsProp(0.9, 0), "epsilon is 0.0; it must be at least 1e-30 and less than 1");
    }
}
