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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lstm-norm:7",
                "lstm:1150:400",
                "mogrifier:512:5",
                "mogrifier:512:1:40",
                "gru:256+residual",
                "lstm:1150:400+residual",
                "mogrifier:9:2:3+residual"
            })
    void spec_ofAVariant_isTheInverseOfParse(String spec) {
        assertThat(LayerConfig.parse(spec).spec()).isEqualTo(spec);
    }

    @Test
    void parse_knowsEveryVariant() {
        assertThat(LayerConfig.parse("lstm-norm:5")).isEqualTo(new LayerConfig.Normalised(5));
        assertThat(LayerConfig.parse("lstm:5:3")).isEqualTo(new LayerConfig.Projected(5, 3));
        assertThat(LayerConfig.parse("mogrifier:5")).isEqualTo(new LayerConfig.Mogrifier(5, 5, 0));
        assertThat(LayerConfig.parse("mogrifier:5:2:3")).isEqualTo(new LayerConfig.Mogrifier(5, 2, 3));
        assertThat(LayerConfig.parse("GRU:5+Residual")).isEqualTo(new LayerConfig.Residual(new LayerConfig.Gru(5)));
    }

    @ParameterizedTest
    @CsvSource({"lstm:9, 9", "lstm:9:4, 4", "lstm:9:4+residual, 4", "mogrifier:9, 9", "gru:9+residual, 9"})
    void outputs_areTheProjectionsOrTheHiddenUnits(String spec, int outputs) {
        assertThat(LayerConfig.parse(spec).outputs()).isEqualTo(outputs);
        assertThat(LayerConfig.parse(spec).hidden()).isEqualTo(9);
    }

    @Test
    void residual_ofAResidual_isRefused() {
        LayerConfig residual = LayerConfig.parse("gru:5+residual");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LayerConfig.Residual(residual))
                .withMessageContaining("it must be a plain one");
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
                "lstn:512   | layer \"lstn:512\": the kind is none of rnn, rnn-relu, lstm, lstm-peephole, lstm-norm, gru, mogrifier",
                "lstm:      | layer \"lstm:\": \"\" is not a number of hidden units",
                "lstm:many  | layer \"lstm:many\": \"many\" is not a number of hidden units",
                "gru:1e3    | layer \"gru:1e3\": \"1e3\" is not a number of hidden units",
                "gru:9999999999 | layer \"gru:9999999999\": \"9999999999\" is not a number of hidden units",
                "rnn:0      | layer \"rnn:0\": hidden is 0; it must be from 1 to 16384",
                "lstm:-5    | layer \"lstm:-5\": hidden is -5; it must be from 1 to 16384",
                "gru:5:6    | layer \"gru:5:6\" has 2 numbers; gru takes at most 1",
                "lstm:5:4:3 | layer \"lstm:5:4:3\" has 3 numbers; lstm takes at most 2",
                "mogrifier:5:4:3:2 | layer \"mogrifier:5:4:3:2\" has 4 numbers; mogrifier takes at most 3",
                "lstm:5:x   | layer \"lstm:5:x\": \"x\" is not a number",
                "lstm:5:5   | layer \"lstm:5:5\": the projection of an LSTM of 5 is 5; it must be at least 1 and less than the hidden units",
                "lstm:5:0   | layer \"lstm:5:0\": the projection of an LSTM of 5 is 0; it must be at least 1 and less than the hidden units",
                "mogrifier:5:0 | layer \"mogrifier:5:0\": rounds is 0; it must be from 1 to 16",
                "mogrifier:5:17 | layer \"mogrifier:5:17\": rounds is 17; it must be from 1 to 16",
                "mogrifier:5:5:-1 | layer \"mogrifier:5:5:-1\": rank is -1; it must be from 0 to 16384",
                "+residual  | layer \"+residual\" has no size; write KIND:HIDDEN, as lstm:512",
                "gru:5+residual+residual | layer \"gru:5+residual+residual\": \"5+residual\" is not a number of hidden units",
                "gru:5+residue | layer \"gru:5+residue\": \"5+residue\" is not a number of hidden units",
                "gru:16385  | layer \"gru:16385\": hidden is 16385; it must be from 1 to 16384"
            })
    void parse_nonsense_isRefusedWithWhatWasFound(String spec, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerConfig.parse(spec))
                .withMessage(message);
    }
}
