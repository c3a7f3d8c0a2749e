package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import refrain.train.state.Extent;
import refrain.train.state.Outcome;
import refrain.train.state.Plan;

class RunStateTest {
    @Test
    void text_isReadBackToTheLastBit() {
        RunState state = filled();
        assertThat(RunState.of(state.toText())).usingRecursiveComparison().isEqualTo(state);
    }

    @Test
    void freshState_isReadBack() {
        Map<String, String> text = new RunState().toText();
        assertThat(RunState.of(text).toText()).isEqualTo(text);
    }

    @Test
    void missingOrMalformedField_isNamed() {
        Map<String, String> text = filled().toText();
        text.put("update", "seven");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunState.of(text))
                .withMessage("update is \"seven\"; it must be a number");
        text.put("update", "-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunState.of(text))
                .withMessage("update is -1; it must be at least 0");
        text.remove("update");
        assertThatIllegalArgumentException().isThrownBy(() -> RunState.of(text)).withMessage("update is missing");
    }

    @Test
    void validations_keepTheBestAndCountThoseSince() {
        RunState state = new RunState();
        assertThat(state.validated(3)).isTrue();
        assertThat(state.validated(2)).isTrue();
        assertThat(state.validationsSinceBest()).isZero();
        assertThat(state.validated(2)).isFalse();
        assertThat(state.validated(2.5)).isFalse();
        assertThat(state.validationsSinceBest()).isEqualTo(2);
        assertThat(state.best.loss()).isEqualTo(2);
    }

    @Test
    void checkpointOfBeforeAverages_isRead() {
        Map<String, String> text = filled().toText();
        text.remove("training");
        text.remove("averagingFrom");
        RunState state = RunState.of(text);
        assertThat(state.averaged()).isZero();
        assertThat(state.training.firstShowsOverfitting(state.validationLosses)).isFalse();
    }

    @Test
    void average_holdsTheUpdatesSinceItBegan() {
        RunState state = filled();
        assertThat(state.averaged()).isEqualTo(1);
        assertThat(state.averagedAfter(9)).isEqualTo(3);
        assertThat(state.averagedAfter(6)).isZero();
        assertThat(state.averagedAfter(2)).isZero();
    }

    private static RunState filled() {
        RunState state = new RunState();
        state.update = 7;
        state.epoch = 1;
        state.step = 35;
        state.tokens = 12_345_678_901L;
        state.unreported.add(0.1 + 0.2, 17);
        state.rate = 0.002;
        state.gradientNorm = 0.7;
        state.firstLoss = Math.PI;
        state.training.add(0.1 + 0.7, 3);
        state.validated(1 / 3.0);
        state.training.add(5, 7);
        state.validated(0.7);
        state.training.add(1.1, 2);
        state.averagingFrom = 6;
        state.best = state.best.written("ab");
        state.plan = new Plan(99, 0.3);
        state.extent = new Extent(98, 0.4, 1_000, 100);
        state.seconds = 1e-3;
        state.metricsBytes = 1_000;
        state.outcome = Outcome.of(OptionalDouble.of(0.25), "f".repeat(64));
        return state;
    }
}
