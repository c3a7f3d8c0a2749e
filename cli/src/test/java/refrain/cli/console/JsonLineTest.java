package refrain.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void line_keepsOrderAndEscapes() {
        JsonLine line = new JsonLine()
                .put("token", "\"é\n\u0001")
                .put("loss", 1.5)
                .put("tokens", 12L)
                .put("good", true)
                .put("layers", List.of("lstm:2", new JsonLine().put("a", 1)));
        assertThat(line)
                .hasToString("{\"token\":\"\\\"é\\n\\u0001\",\"loss\":1.5,\"tokens\":12,\"good\":true,"
                        + "\"layers\":[\"lstm:2\",{\"a\":1}]}");
    }

    @Test
    void line_numbersThatJsonCannotHold_areNull() {
        JsonLine line = new JsonLine()
                .put("nan", Double.NaN)
                .put("infinite", Double.POSITIVE_INFINITY)
                .put("float", List.of(Float.NEGATIVE_INFINITY));
        assertThat(line).hasToString("{\"nan\":null,\"infinite\":null,\"float\":[null]}");
    }

    @Test
    void line_absentValue_isLeftOut() {
        assertThat(new JsonLine().put("a", Optional.empty()).put("b", Optional.of("x")))
                .hasToString("{\"b\":\"x\"}");
    }
}
