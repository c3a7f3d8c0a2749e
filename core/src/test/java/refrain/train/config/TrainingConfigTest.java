package refrain.train.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import refrain.nn.Regularization;

class TrainingConfigTest {
    private static final TrainingConfig DEFAULT = TrainingConfig.DEFAULT;

    @Test
    void withers_changeOneFieldEach() {
        TrainingConfig changed = DEFAULT.withBatch(7)
                .withSteps(5)
                .withOptimizer(new OptimizerConfig.Sgd())
                .withRate(3)
                .withSchedule(new Schedule.Cosine(10))
                .withClip(new Clipping(1, 2))
                .withConstraint(new WeightConstraint(3, 4))
                .withWeightDecay(0.5)
                .withRegularization(Regularization.dropout(0.5f))
                .withLimits(Limits.updates(9))
                .withSeed(11);
        assertThat(changed)
                .isEqualTo(new TrainingConfig(
                        7,
                        5,
                        new OptimizerConfig.Sgd(),
                        3,
                        new Schedule.Cosine(10),
                        new Clipping(1, 2),
                        new WeightConstraint(3, 4),
                        0.5,
                        Regularization.dropout(0.5f),
                        Limits.updates(9),
                        11,
                        Craft.NONE));
    }

    @Test
    void limits_withers_changeOneFieldEach() {
        assertThat(Limits.NONE
                        .withUpdates(1)
                        .withEpochs(2)
                        .withMinutes(0.5)
                        .withTargetLoss(1.5)
                        .withPatience(3))
                .isEqualTo(new Limits(1, 2, 0.5, 1.5, 3));
    }

    @Test
    void badValues_areRefusedNamingBoth() {
        refused(() -> DEFAULT.withBatch(0), "batch is 0; it must be from 1 to 4096");
        refused(() -> DEFAULT.withSteps(5_000), "steps is 5000; it must be from 1 to 4096");
        refused(() -> DEFAULT.withRate(0), "rate is 0.0; it must be greater than 0 and finite");
        refused(() -> DEFAULT.withRate(Double.NaN), "rate is NaN; it must be greater than 0 and finite");
        refused(() -> DEFAULT.withWeightDecay(-1), "weight-decay is -1.0; it must be at least 0 and finite");
        refused(() -> Clipping.NONE.withNorm(0), "clip-norm is 0.0; it must be greater than 0");
        refused(() -> Clipping.NONE.withValue(-1), "clip-value is -1.0; it must be greater than 0");
        refused(() -> WeightConstraint.NONE.withClip(0), "weight-clip is 0.0; it must be greater than 0");
        refused(() -> WeightConstraint.NONE.withMaxNorm(Float.NaN), "max-norm is NaN; it must be greater than 0");
    }

    @Test
    void badLimits_areRefusedNamingBoth() {
        refused(() -> Limits.epochs(0), "epochs is 0; it must be at least 1");
        refused(() -> Limits.updates(-3), "updates is -3; it must be at least 1");
        refused(() -> Limits.minutes(0), "minutes is 0.0; it must be greater than 0");
        refused(() -> Limits.NONE.withTargetLoss(-1), "target-loss is -1.0; it must be at least 0");
        refused(() -> Limits.NONE.withPatience(0), "patience is 0; it must be at least 1");
    }

    @Test
    void endlessRun_isRefused() {
        refused(
                () -> DEFAULT.withLimits(Limits.NONE),
                "the run has no end; limit its updates, epochs, minutes, target-loss or patience");
    }

    @Test
    void bound_isTheFirstOfUpdatesAndEpochs() {
        assertThat(Limits.updates(100).bound(30)).isEqualTo(100);
        assertThat(Limits.epochs(3).bound(30)).isEqualTo(90);
        assertThat(Limits.epochs(3).withUpdates(100).bound(30)).isEqualTo(90);
        assertThat(Limits.epochs(4).withUpdates(100).bound(30)).isEqualTo(100);
        assertThat(Limits.minutes(1).bound(30)).isEqualTo(Limits.NO_UPDATES);
    }

    static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
