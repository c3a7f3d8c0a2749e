package refrain.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;

class OutputConfigTest {
    @ParameterizedTest
    @ValueSource(strings = {"softmax", "softmax-tied", "adaptive:1", "adaptive:2000,10000", "adaptive:1,2,3,4,5,6,7,8"})
    void spec_isReadBack(String spec) {
        assertThat(OutputConfig.parse(spec).spec()).isEqualTo(spec);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Softmax",
                "softmax-",
                "adaptive",
                "adaptive:",
                "adaptive:5,",
                "adaptive:,5",
                "adaptive:-5",
                "adaptive:5;6",
                "adaptive:9999999999",
                " adaptive:5"
            })
    void spec_ofNoKind_isRefused(String spec) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputConfig.parse(spec))
                .withMessage("output \"%s\": it is none of softmax, softmax-tied, adaptive:CUT-OFF,…".formatted(spec));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adaptive:0 | cut-off is 0; it must be greater than 0",
                "adaptive:5,5 | cut-off is 5; it must be greater than 5",
                "adaptive:5,9,8 | cut-off is 8; it must be greater than 9",
                "adaptive:1,2,3,4,5,6,7,8,9 | number of cut-offs is 9; it must be from 1 to 8"
            })
    void cutoffs_thatAreNoRanges_areRefused(String spec, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputConfig.parse(spec))
                .withMessage(message);
    }

    @Test
    void cutoffs_beyondVocabularyOrWidth_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Examples.adaptive(11, 5, "gru:16", 3, 11))
                .withMessage("the last cut-off of the adaptive output is 11; it must be less than the vocabulary, 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Examples.adaptive(11, 5, "gru:15", 3, 10))
                .withMessage(
                        "the last layer's width is 15; it must be at least 16 for an adaptive output of 2 clusters");
        assertThat(Examples.adaptive(11, 5, "gru:16", 3, 10).vocabulary()).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"2 | 1", "7 | 1", "8 | 1,2", "100 | 5,25", "10000 | 500,2500", "267735 | 13386,66933"})
    void cutoffs_byTheVocabulary_areATwentiethAndAQuarter(int vocabulary, String cutoffs) {
        OutputConfig.Adaptive chosen = OutputConfig.Adaptive.forVocabulary(vocabulary);
        assertThat(chosen.spec()).isEqualTo("adaptive:" + cutoffs);
        chosen.requireFits(vocabulary, 16);
    }

    @Test
    void sizes_ofClusters_areThoseOfTheirRanges() {
        OutputConfig.Adaptive output = new OutputConfig.Adaptive(List.of(10, 30));
        assertThat(output.head()).isEqualTo(12);
        assertThat(output.size(0, 100)).isEqualTo(20);
        assertThat(output.size(1, 100)).isEqualTo(70);
        assertThat(output.width(0, 650)).isEqualTo(162);
        assertThat(output.width(1, 650)).isEqualTo(40);
    }

    @Test
    void training_sampledOrSmoothed_isRefused() {
        Network network = Network.of(Examples.adaptive(11, 5, "gru:16", 3), Kernels.plain());
        for (Regularization how :
                List.of(Regularization.NONE.withSamples(3), Regularization.NONE.withSmoothing(0.5f))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tape.training(network, 2, 3, 1, how, 1))
                    .withMessage(
                            "the output is adaptive:3, sampled-softmax %d, label-smoothing %s; both must be 0 with an"
                                    + " adaptive output",
                            how.samples(), how.smoothing());
        }
    }
}
