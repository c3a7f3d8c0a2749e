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
                "rnn:5,rnn-relu:5 false",
                "lstm:7:5,lstm:7:5 true",
                "lstm:7:5,lstm:7:4 false",
                "lstm:5,lstm:5+residual false",
                "lstm:5+residual true",
                "lstm:5+residual,lstm:5+residual false"
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
        assertThat(Examples.config(11, 5, "lstm:7:4,gru:9").inputs(1)).isEqualTo(4);
    }

    @Test
    void parameters_ofVariants_followThoseOfPyTorch() {
        Network network = Network.of(
                Examples.config(11, 5, "lstm:7:4,lstm-norm:3,mogrifier:6:2,mogrifier:6:1:2"), Kernels.plain());
        assertThat(network.parameters())
                .extracting(p -> "%s %dx%d".formatted(p.name(), p.rows(), p.columns()))
                .contains(
                        "rnns.0.weight_ih_l0 28x5",
                        "rnns.0.weight_hh_l0 28x4",
                        "rnns.0.weight_hr_l0 4x7",
                        "rnns.1.weight_ih_l0 12x4",
                        "rnns.1.norm_ih_l0 1x12",
                        "rnns.1.norm_hh_l0 1x12",
                        "rnns.1.norm_c_l0 1x3",
                        "rnns.1.bias_c_l0 1x3",
                        "rnns.2.mogrifier_1_l0 3x6",
                        "rnns.2.mogrifier_2_l0 6x3",
                        "rnns.3.mogrifier_1_left_l0 6x2",
                        "rnns.3.mogrifier_1_right_l0 2x6");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | gru:6+residual | the layer gru:6+residual reads 5 values and gives 6; a residual one must give as many as it reads: change the embedding, or let the first layer be without",
                "5 | gru:6,lstm:9:5+residual | the layer lstm:9:5+residual reads 6 values and gives 5; a residual one must give as many as it reads: change the layer below",
                "0 | gru:11+residual | the first layer is gru:11+residual, which reads vectors, but the input is one-hot; give an embedding",
                "0 | mogrifier:5 | the first layer is mogrifier:5:5, which reads vectors, but the input is one-hot; give an embedding"
            })
    void layers_thatDoNotFitTheirInput_areRefused(int embedding, String layers, String message) {
        refused(() -> Examples.config(11, embedding, layers), message);
    }

    @Test
    void tiedOutput_isComparedWithTheProjection() {
        List<LayerConfig> layers = List.of(LayerConfig.parse("lstm:9:5"));
        OutputConfig tied = new OutputConfig.Softmax(true);
        assertThat(new ModelConfig(11, new InputConfig.Embedding(5), layers, tied).outputs())
                .isEqualTo(5);
        refused(
                () -> new ModelConfig(11, new InputConfig.Embedding(9), layers, tied),
                "with a tied output the last layer's width is 5; it must be that of the embedding, 9");
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
