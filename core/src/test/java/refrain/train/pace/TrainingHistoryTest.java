package refrain.train.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingHistoryTest {
    @Test
    void overfitting_threeWorseValidationsWhileTrainingGains_showsOnce() {
        TrainingHistory history = history(2.0, 1.5, 1.4, 1.3, 1.2);
        List<Double> losses = List.of(2.1, 1.9, 1.95, 1.96, 1.97);
        assertThat(history.firstShowsOverfitting(losses)).isTrue();
        assertThat(history.firstShowsOverfitting(losses)).isFalse();
    }

    @Test
    void overfitting_ofTwoWorseValidations_doesNotShow() {
        assertThat(history(2.0, 1.5, 1.4, 1.3).firstShowsOverfitting(List.of(2.1, 1.9, 1.95, 1.96)))
                .isFalse();
    }

    @Test
    void overfitting_ofAWaveringLoss_doesNotShow() {
        assertThat(history(2.0, 1.5, 1.4, 1.3, 1.2).firstShowsOverfitting(List.of(2.1, 1.9, 1.95, 1.905, 1.97)))
                .isFalse();
    }

    @Test
    void overfitting_whileTrainingGetsWorseToo_doesNotShow() {
        assertThat(history(2.0, 1.5, 1.6, 1.7, 1.8).firstShowsOverfitting(List.of(2.1, 1.9, 1.95, 1.96, 1.97)))
                .isFalse();
    }

    @Test
    void overfitting_ofAnIncompleteHistory_isNotJudged() {
        assertThat(history(1.4, 1.3, 1.2).firstShowsOverfitting(List.of(2.1, 1.9, 1.95, 1.96, 1.97)))
                .isFalse();
    }

    @Test
    void text_isReadBack() {
        TrainingHistory history = history(2.0, 1.5, 1.4, 1.3, 1.2);
        history.add(0.1 + 0.2, 7);
        String text = history.toText();
        assertThat(TrainingHistory.of(text).toText()).isEqualTo(text);
        assertThat(TrainingHistory.of(text).firstShowsOverfitting(List.of(2.1, 1.9, 1.95, 1.96, 1.97)))
                .isTrue();
        assertThat(TrainingHistory.of(new TrainingHistory().toText()).toText())
                .isEqualTo(new TrainingHistory().toText());
    }

    @Test
    void text_malformed_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingHistory.of("false 1"))
                .withMessage("training is \"false 1\"; it must have at least 3 parts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingHistory.of("false x 1"))
                .withMessage("training is \"false x 1\"; it must hold numbers");
    }

    private static TrainingHistory history(double... losses) {
        TrainingHistory history = new TrainingHistory();
        for (double loss : losses) {
            history.add(10 * loss, 4);
            history.add(0, 6);
            history.validated();
        }
        return history;
    }
}
