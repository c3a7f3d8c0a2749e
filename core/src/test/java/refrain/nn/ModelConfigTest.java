package refrain.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.Kernels;
import refrain.nn.network.Network;

class ModelConfigTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "gru:5 true",
                "gru:5,gru:5 true",
                "gru:5,gru:6 false",
                "gru:5,lstm:5 false",
                "rnn:5,rnn-relu:5 false"
            })
    void isUniform_ofOneKindAndSize(String layers, boolean uniform) {
        assertThat(Examples.config(11, 5, layers).isUniform()).isEqualTo(uniform);
    }

    @Test
    void inputs_areTheWidthBelow() {
        ModelConfig config = Examples.config(11, 5, "gru:7,lstm:3");
        assertThat(config.inputs(0)).isEqualTo(5);
        assertThat(config.inputs(1)).isEqualTo(7);
        assertThat(config.outputs()).isEqualTo(3);
        assertThat(Examples.config(11, 0, "gru:7").inputs(0)).isEqualTo(11);
    }

    @Test
    void parameters_ofAMixedStack_areOneModuleALayer() {
        Network network = Network.of(Examples.config(11, 0, "gru:7,lstm-peephole:3"), Kernels.plain());
        assertThat(network.parameters())
                .extracting(p -> "%s %dx%d".formatted(p.name(), p.rows(), p.columns()))
                .containsExactly(
                        "rnns.0.weight_ih_l0 21x11",
                        "rnns.0.weight_hh_l0 21x7",
                        "rnns.0.bias_ih_l0 1x21",
                        "rnns.0.bias_hh_l0 1x21",
                        "rnns.1.weight_ih_l0 12x7",
                        "rnns.1.weight_hh_l0 12x3",
                        "rnns.1.bias_ih_l0 1x12",
                        "rnns.1.bias_hh_l0 1x12",
                        "rnns.1.peepholes_l0 3x3",
                        "decoder.weight 11x3",
                        "decoder.bias 1x11");
    }

    @Test
    void layers_changedAfterwards_changeNothing() {
        List<LayerConfig> layers = new ArrayList<>(List.of(new LayerConfig.Gru(5)));
        ModelConfig config = new ModelConfig(11, new InputConfig.OneHot(), layers);
        layers.clear();
        assertThat(config.layers()).containsExactly(new LayerConfig.Gru(5));
    }

    @Test
    void sizes_outOfRange_areRefused() {
        refused(() -> Examples.config(1, 5, "gru:5"), "vocabulary is 1; it must be at least 2");
        refused(
                () -> new ModelConfig(11, new InputConfig.OneHot(), List.of()),
                "layers is []; it must be at least one layer");
        refused(() -> new InputConfig.Embedding(0), "embedding is 0; it must be from 1 to 16384");
        refused(() -> new InputConfig.Embedding(16_385), "embedding is 16385; it must be from 1 to 16384");
    }

    @Test
    void rates_outOfRange_areRefused() {
        String expected = " it must be at least 0 and less than 1";
        refused(() -> new Regularization(1, 0, 0, 0), "dropout-input is 1.0;" + expected);
        refused(() -> new Regularization(0, -0.5f, 0, 0), "dropout-layer is -0.5;" + expected);
        refused(() -> new Regularization(0, 0, Float.NaN, 0), "dropout-output is NaN;" + expected);
        refused(() -> new Regularization(0, 0, 0, 2), "drop-connect is 2.0;" + expected);
    }

    @Test
    void dropout_isOneRateForActivations() {
        assertThat(Regularization.dropout(0.5f)).isEqualTo(new Regularization(0.5f, 0.5f, 0.5f, 0));
    }

    private static void refused(Runnable construction, String message) {
        assertThatIllegalArgumentException().isThrownBy(construction::run).withMessage(message);
    }
}
