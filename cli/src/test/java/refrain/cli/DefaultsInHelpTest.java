package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;

/// What help says of defaults is what the records hold.
class DefaultsInHelpTest {
    private final String help = Captured.run("train", "--help").out().replaceAll("\\s+", " ");

    @Test
    void seedClipNormAndOptimizer_areThoseOfTheRecord() {
        TrainingConfig config = TrainingConfig.DEFAULT;
        assertThat(help)
                .contains("Same seed, same model (default: " + config.seed() + ")")
                .contains("gradient of the mean loss a token (default: "
                        + config.clip().norm() + ")")
                .contains("Decay of the weights (default: " + config.weightDecay() + ")")
                .contains(OptimizerConfig.NAMES + " (default: "
                        + config.optimizer().name() + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "sgd, sgd 20",
        "momentum, momentum and nesterov 2",
        "nesterov, nesterov 2",
        "rmsprop, rmsprop 0.002",
        "adam, adam and adamw 0.004",
        "adamw, adamw 0.004"
    })
    void rate_isThatOfTheOptimizer(String name, String said) {
        double rate = OptimizerConfig.named(name).defaultRate();
        assertThat(help).contains(said);
        assertThat(Double.parseDouble(said.replaceAll(".* ", ""))).isEqualTo(rate);
    }

    @Test
    void schedule_everyFormIsShown() {
        for (String form : Schedule.FORMS.split(", ")) {
            assertThat(help.replace(" ", "")).contains(form.split(":")[0].toLowerCase(Locale.ROOT));
        }
    }
}
