package refrain.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"rnn-tanh-1", "rnn-tanh-2", "rnn-relu-1", "rnn-relu-2", "lstm-1", "lstm-2", "gru-1", "gru-2"})
    void parameters_haveGradientsOfTheirSize(String name) throws IOException {
        Golden golden = Golden.read(name);
        assertThat(golden.names("parameters"))
                .hasSize(3 + 4 * golden.integer("layers"))
                .allSatisfy(p -> assertThat(golden.values("gradients", p))
                        .hasSameSizeAs(golden.values("parameters", p))
                        .hasSize(product(golden.integers("parameters", p, "shape"))));
    }

    @Test
    void logits_explainTheLoss() throws IOException {
        Golden golden = Golden.read("lstm-2");
        float[] logits = golden.values("outputs", "logits");
        int[] targets = golden.integers("targets");
        int vocabulary = golden.integer("vocabulary");
        double loss = 0;
        for (int row = 0; row < targets.length; row++) {
            double sum = 0;
            for (int v = 0; v < vocabulary; v++) {
                sum += StrictMath.exp(logits[row * vocabulary + v]);
            }
            loss += StrictMath.log(sum) - logits[row * vocabulary + targets[row]];
        }
        assertThat((float) (loss / targets.length)).isCloseTo(golden.number("loss"), within(1e-6f));
        assertThat(golden.values("losses")[0]).isEqualTo(golden.number("loss"));
    }

    @Test
    void find_absentKey_namesFileAndPath() throws IOException {
        Golden golden = Golden.read("gru-1");
        assertThatThrownBy(() -> golden.values("initialState", "cell"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("golden/gru-1.json has no initialState/cell");
    }

    @Test
    void read_absentFile_isNamed() {
        assertThatThrownBy(() -> Golden.read("lstm-99")).hasMessage("golden/lstm-99.json is not on the class path");
    }

    private static int product(int... shape) {
        int product = 1;
        for (int size : shape) {
            product *= size;
        }
        return product;
    }
}
