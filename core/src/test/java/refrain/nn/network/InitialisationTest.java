package refrain.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.nn.Examples;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;

class InitialisationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rnn:64",
                "rnn-relu:64",
                "lstm:64",
                "lstm-peephole:64",
                "gru:64",
                "lstm-norm:64",
                "lstm:64:63",
                "mogrifier:64:2"
            })
    void recurrentParameters_fillTheRangeOfOneOverRootHidden(String layer) {
        for (Parameter p : initialised(layer, 1).parameters()) {
            if (p.name().startsWith("rnn.weight") || p.name().matches("rnn\\.(peepholes|mogrifier).*")) {
                assertUniform(p, 1 / Math.sqrt(64));
            }
        }
    }

    @Test
    void embeddingAndOutput_fillATenth_outputBiasIsZero() {
        Network network = initialised("gru:64", 1);
        assertUniform(parameter(network, "encoder.weight"), 0.1);
        assertUniform(parameter(network, "decoder.weight"), 0.1);
        assertThat(parameter(network, "decoder.bias").value()).containsOnly(0f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm:64", "lstm-peephole:64", "lstm-norm:64", "lstm:64:16", "mogrifier:64"})
    void forgetGate_beginsWithABiasOfOne_otherGatesWithin(String layer) {
        Network network = initialised(layer, 1);
        float[] input = parameter(network, "rnn.bias_ih_l0").value();
        float[] hidden = parameter(network, "rnn.bias_hh_l0").value();
        assertThat(Arrays.copyOfRange(input, 64, 128)).containsOnly(1f);
        assertThat(Arrays.copyOfRange(hidden, 64, 128)).containsOnly(0f);
        for (int i = 0; i < 256; i += i == 63 ? 65 : 1) {
            assertThat(input[i]).isNotZero().isBetween(-0.125f, 0.125f);
            assertThat(hidden[i]).isNotZero().isBetween(-0.125f, 0.125f);
        }
    }

    @Test
    void layerNorm_beginsAsTheNormAlone() {
        Network network = initialised("lstm-norm:17", 1);
        for (String gain : List.of("rnn.norm_ih_l0", "rnn.norm_hh_l0", "rnn.norm_c_l0")) {
            Parameter p = parameter(network, gain);
            assertThat(Arrays.copyOf(p.value(), p.columns())).as(gain).containsOnly(1f);
        }
        assertThat(parameter(network, "rnn.bias_c_l0").value()).containsOnly(0f);
    }

    @Test
    void biases_withoutForgetGate_fillTheirRange() {
        for (String layer : List.of("rnn:64", "gru:64")) {
            assertUniform(parameter(initialised(layer, 1), "rnn.bias_ih_l0"), 0.125);
            assertUniform(parameter(initialised(layer, 1), "rnn.bias_hh_l0"), 0.125);
        }
    }

    @Test
    void sameSeed_givesTheSameBits_anotherSeedOthers() {
        Network first = initialised("lstm:17", 5);
        Network again = initialised("lstm:17", 5);
        Network other = initialised("lstm:17", 6);
        for (int i = 0; i < first.parameters().size() - 1; i++) {
            float[] value = first.parameters().get(i).value();
            assertThat(again.parameters().get(i).value()).containsExactly(value);
            assertThat(other.parameters().get(i).value()).isNotEqualTo(value);
        }
    }

    @Test
    void twice_onAUsedNetwork_givesTheSameBits() {
        Network network = initialised("lstm:17,gru:5", 5);
        List<float[]> first =
                network.parameters().stream().map(p -> p.value().clone()).toList();
        network.initialise(6);
        network.initialise(5);
        for (int i = 0; i < first.size(); i++) {
            assertThat(network.parameters().get(i).value()).containsExactly(first.get(i));
        }
    }

    @Test
    void parameter_isIndependentOfTheSizesOfOthers() {
        Network small = initialised(Examples.config(11, 5, "lstm:7,lstm:7"), 5);
        Network large = initialised(Examples.config(300, 5, "lstm:7,lstm:7"), 5);
        for (int i = 1; i < small.parameters().size() - 2; i++) {
            Parameter p = small.parameters().get(i);
            assertThat(large.parameters().get(i).value()).as(p.name()).containsExactly(p.value());
        }
    }

    @Test
    void parameters_ofTheSameShape_differ() {
        Network network = initialised("lstm:17,lstm:17", 5);
        assertThat(parameter(network, "rnn.weight_hh_l0").value())
                .isNotEqualTo(parameter(network, "rnn.weight_hh_l1").value())
                .isNotEqualTo(parameter(network, "rnn.weight_ih_l1").value());
    }

    @Test
    void padding_staysZero() {
        for (Parameter p : initialised("lstm-peephole:17,gru:5,lstm-norm:17,lstm:9:5,mogrifier:17:3:2", 5)
                .parameters()) {
            for (int i = 0; i < p.value().length; i++) {
                if (i % p.stride() >= p.columns()) {
                    assertThat(p.value()[i]).as(p.name()).isZero();
                }
            }
        }
    }

    /// Within ±range, near its ends, centred and as spread as a uniform variable, whose deviation is range/√3.
    private static void assertUniform(Parameter p, double range) {
        double sum = 0;
        double squares = 0;
        double largest = 0;
        for (int row = 0; row < p.rows(); row++) {
            for (int column = 0; column < p.columns(); column++) {
                double x = p.value()[row * p.stride() + column];
                sum += x;
                squares += x * x;
                largest = Math.max(largest, Math.abs(x));
            }
        }
        double deviation = range / Math.sqrt(3);
        double error = 5 * deviation / Math.sqrt(p.size());
        assertThat(largest).as(p.name()).isBetween(0.9 * range, range);
        assertThat(sum / p.size()).as("mean of " + p.name()).isCloseTo(0, within(error));
        assertThat(Math.sqrt(squares / p.size())).as("spread of " + p.name()).isCloseTo(deviation, within(error));
    }

    private static Network initialised(String layers, long seed) {
        return initialised(Examples.config(130, 33, layers), seed);
    }

    private static Network initialised(ModelConfig config, long seed) {
        Network network = Network.of(config, Kernels.plain());
        network.initialise(seed);
        return network;
    }

    private static Parameter parameter(Network network, String name) {
        return network.parameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
