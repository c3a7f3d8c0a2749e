package refrain.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final Architecture GRU = new Architecture(Architecture.Cell.GRU, 11, 5, List.of(7, 9), false);

    @Test
    void inputs_areTheWidthBelow() {
        assertThat(GRU.inputs(0)).isEqualTo(5);
        assertThat(GRU.inputs(1)).isEqualTo(7);
        assertThat(GRU.top()).isEqualTo(9);
    }

    @Test
    void isUniform_layersOfOneWidth_isTrue() {
        assertThat(GRU.isUniform()).isFalse();
        assertThat(new Architecture(Architecture.Cell.RNN, 11, 5, List.of(7, 7), false).isUniform())
                .isTrue();
    }

    @Test
    void multipliedWeights_areThoseOfLayersAndOutput() {
        long layers = 3 * 7 * (5 + 7) + 3 * 9 * (7 + 9);
        assertThat(GRU.multipliedWeights()).isEqualTo(layers + 11 * 9);
    }

    @Test
    void weightsOfAGeneratedToken_smallVocabulary_lackTheFirstProduct() {
        assertThat(GRU.weightsOfAGeneratedToken()).isEqualTo(GRU.multipliedWeights() - 3 * 7 * 5);
        Architecture words = new Architecture(Architecture.Cell.GRU, 5_000, 5, List.of(7, 9), false);
        assertThat(words.weightsOfAGeneratedToken()).isEqualTo(words.multipliedWeights());
    }

    @Test
    void tied_withAnotherLastLayer_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Architecture(Architecture.Cell.RNN, 11, 5, List.of(7), true))
                .withMessage("tied output weights with an embedding of 5 and a last layer of 7; they must be equal");
    }
}
