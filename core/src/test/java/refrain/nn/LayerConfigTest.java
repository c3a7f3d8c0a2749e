package refrain.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerConfigTest {
    @ParameterizedTest
    @ValueSource(strings = {"rnn:1", "rnn-relu:33", "lstm:512", "lstm-peephole:7", "gru:16384"})
    void spec_isTheInverseOfParse(String spec) {
        assertThat(LayerConfig.parse(spec).spec()).isEqualTo(spec);
        assertThat(LayerConfig.parse(spec).kind() + ":"
                        + LayerConfig.parse(spec).hidden())
                .isEqualTo(spec);
    }

    @Test
    void parse_knowsEveryKind() {
        assertThat(LayerConfig.parse("rnn:5")).isEqualTo(new LayerConfig.Elman(5, LayerConfig.Nonlinearity.TANH));
        assertThat(LayerConfig.parse("rnn-relu:5")).isEqualTo(new LayerConfig.Elman(5, LayerConfig.Nonlinearity.RELU));
        assertThat(LayerConfig.parse("lstm:5")).isEqualTo(new LayerConfig.Lstm(5, false));
        assertThat(LayerConfig.parse("lstm-peephole:5")).isEqualTo(new LayerConfig.Lstm(5, true));
        assertThat(LayerConfig.parse("gru:5")).isEqualTo(new LayerConfig.Gru(5));
    }

    @Test
    void parse_anyCase_isRead() {
        assertThat(LayerConfig.parse("LSTM:5")).isEqualTo(new LayerConfig.Lstm(5, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lstm       | layer \"lstm\" has no size; write KIND:HIDDEN, as lstm:512",
                "''         | layer \"\" has no size; write KIND:HIDDEN, as lstm:512",
                "lstn:512   | layer \"lstn:512\": the kind is none of rnn, rnn-relu, lstm, lstm-peephole, gru",
                "lstm:      | layer \"lstm:\": \"\" is not a number of hidden units",
                "lstm:many  | layer \"lstm:many\": \"many\" is not a number of hidden units",
                "gru:1e3    | layer \"gru:1e3\": \"1e3\" is not a number of hidden units",
                "gru:9999999999 | layer \"gru:9999999999\": \"9999999999\" is not a number of hidden units",
                "rnn:0      | hidden is 0; it must be from 1 to 16384",
                "lstm:-5    | hidden is -5; it must be from 1 to 16384",
                "gru:16385  | hidden is 16385; it must be from 1 to 16384"
            })
    void parse_nonsense_isRefusedWithWhatWasFound(String spec, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerConfig.parse(spec))
                .withMessage(message);
    }
}
