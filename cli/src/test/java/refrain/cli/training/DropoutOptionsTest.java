package refrain.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import refrain.nn.Regularization;

class DropoutOptionsTest {
    private static final Regularization DEFAULTS = new Regularization(0.4f, 0.4f, 0.4f, 0).withPenalties(2, 1);

    private static Regularization parsed(String... args) {
        return CommandLine.populateCommand(new DropoutOptions(), args).regularization(DEFAULTS);
    }

    @Test
    void nothing_isTheDefault() {
        assertThat(parsed()).isEqualTo(DEFAULTS);
    }

    @Test
    void dropout_leavesPenalties() {
        assertThat(parsed("--dropout", "0")).isEqualTo(Regularization.NONE.withPenalties(2, 1));
    }

    @Test
    void penalties_replaceTheDefaultEachByItself() {
        assertThat(parsed("--activation-penalty", "0")).isEqualTo(DEFAULTS.withPenalties(0, 1));
        assertThat(parsed("--temporal-penalty", "3")).isEqualTo(DEFAULTS.withPenalties(2, 3));
    }
}
