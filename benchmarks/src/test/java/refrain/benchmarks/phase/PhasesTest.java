package refrain.benchmarks.phase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import refrain.benchmarks.Printed;

class PhasesTest {
    @Test
    void main_ofUse_printsOperations() throws Exception {
        assertThat(Printed.by(Phases::main, "generate-char", "1", "0", "0.1", "json"))
                .startsWith("{\"configuration\":\"generate-char\",\"threads\":1,\"milliseconds\":")
                .contains("\"operations\":{")
                .doesNotContain("\"phases\"");
    }
}
