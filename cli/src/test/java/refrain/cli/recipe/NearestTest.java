package refrain.cli.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> NAMES = List.of("batch", "steps", "dropout", "dropout-input", "rate");

    @ParameterizedTest
    @CsvSource({
        "bacth, batch",
        "Batch, batch",
        "batches, batch",
        "step, steps",
        "dropout_input, dropout-input",
        "dropuot, dropout",
        "raet, rate",
        "batch, batch"
    })
    void name_misspelt_isFound(String found, String meant) {
        assertThat(Nearest.to(found, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"learning-velocity", "x1y2z3", "temperature"})
    void name_ofAnotherThing_isNotTakenForOne(String found) {
        assertThat(Nearest.to(found, NAMES)).isEmpty();
    }

    @Test
    void names_none_giveNone() {
        assertThat(Nearest.to("batch", List.of())).isEmpty();
        assertThat(Nearest.to("", List.of("batch"))).isEmpty();
    }
}
