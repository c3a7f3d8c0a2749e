package refrain.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import refrain.kernel.Kernels;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.network.Network;

class ArchitectureTest {
    private static ModelConfig config(InputConfig input, String... layers) {
        return new ModelConfig(
                11, input, Stream.of(layers).map(LayerConfig::parse).toList());
    }

    static List<ModelConfig> configs() {
        InputConfig oneHot = new InputConfig.OneHot();
        InputConfig embedding = new InputConfig.Embedding(7);
        return List.of(
                config(oneHot, "rnn:5"),
                config(embedding, "rnn-relu:17"),
                config(oneHot, "lstm:3", "lstm:3"),
                config(embedding, "lstm-peephole:4"),
                config(embedding, "lstm-norm:5", "lstm:9:4", "lstm:8:4+residual"),
                config(embedding, "mogrifier:7", "mogrifier:6:2:3", "mogrifier:6:1+residual"),
                config(embedding, "gru:6", "lstm:2", "rnn:9"));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void parameters_areCountedAsTheNetworkHasThem(ModelConfig config) {
        long expected = Network.of(config, Kernels.plain()).parameters().stream()
                .mapToLong(Parameter::size)
                .sum();

        assertThat(new Architecture.Recurrent(config).parameters()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void json_written_isReadBack(ModelConfig config) {
        Architecture architecture = new Architecture.Recurrent(config);

        assertThat(ArchitectureJson.read(ArchitectureJson.write(architecture))).isEqualTo(architecture);
    }

    @Test
    void json_hasAFixedOrder() {
        assertThat(ArchitectureJson.write(new Architecture.Recurrent(configs().getLast())))
                .isEqualTo("{\"kind\":\"recurrent\",\"vocabulary\":11,\"input\":\"embedding:7\","
                        + "\"layers\":[\"gru:6\",\"lstm:2\",\"rnn:9\"]}");
        assertThat(ArchitectureJson.write(new Architecture.Unigram(11)))
                .isEqualTo("{\"kind\":\"unigram\",\"vocabulary\":11}");
        assertThat(ArchitectureJson.read("{\"kind\":\"unigram\",\"vocabulary\":11}"))
                .isEqualTo(new Architecture.Unigram(11));
    }

    @Test
    void parameters_ofTheLargest_doNotOverflow() {
        LayerConfig largest = new LayerConfig.Lstm(16_384, true);
        ModelConfig config =
                new ModelConfig(Integer.MAX_VALUE, new InputConfig.Embedding(16_384), List.of(largest, largest));

        assertThat(new Architecture.Recurrent(config).parameters()).isEqualTo(70_375_186_956_287L);
        assertThat(new Architecture.Unigram(11).parameters()).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\":\"ngram\",\"vocabulary\":9} | the kind is \"ngram\"; this program reads unigram and recurrent",
                "{\"kind\":\"unigram\",\"vocabulary\":1} | vocabulary is 1; it must be at least 2",
                "{\"kind\":\"unigram\",\"vocabulary\":-9} | expected \"vocabulary\" from 0 to 2147483647",
                "{\"kind\":\"unigram\",\"vocabulary\":2147483648} | expected \"vocabulary\" from 0 to 2147483647",
                "{\"kind\":\"unigram\",\"vocabulary\":9,\"x\":1} | expected the object's end",
                "{\"vocabulary\":9,\"kind\":\"unigram\"} | expected the key \"kind\"",
                "{\"kind\":\"recurrent\",\"vocabulary\":9,\"input\":\"two-hot\",\"layers\":[]} | the input is \"two-hot\"",
                "{\"kind\":\"recurrent\",\"vocabulary\":9,\"input\":\"embedding:99999\",\"layers\":[]} | embedding is 99999",
                "{\"kind\":\"recurrent\",\"vocabulary\":9,\"input\":\"one-hot\",\"layers\":[]} | layers is []",
                "{\"kind\":\"recurrent\",\"vocabulary\":9,\"input\":\"one-hot\",\"layers\":[1]} | expected strings for \"layers\"",
                "{\"kind\":\"recurrent\",\"vocabulary\":9,\"input\":\"one-hot\",\"layers\":[\"lstm:0\"]} | layer \"lstm:0\": hidden is 0",
                "{\"kind\":\"recurrent\",\"vocabulary\":9,\"input\":\"one-hot\",\"layers\":[\"x:1\"]} | layer \"x:1\"",
            })
    void json_thatIsNoArchitecture_isRefused(String json, String found) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArchitectureJson.read(json))
                .withMessageContaining(found);
    }
}
