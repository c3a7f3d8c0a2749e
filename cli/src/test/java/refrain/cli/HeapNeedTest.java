package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.train.config.TrainingConfig;

class HeapNeedTest {
    @ParameterizedTest
    @CsvSource({ // by hand, from PyTorch's shapes
        "rnn:10, 27, 0, 687", // 10·27 + 10·10 + 2·10 + 27·10 + 27
        "lstm:10, 27, 0, 1857", // 4·(10·27 + 10·10 + 2·10) + 297
        "lstm-peephole:10, 27, 0, 1887", // and 3·10
        "gru:10, 27, 0, 1467", // 3·390 + 297
        "lstm:10, 27, 4, 1045", // 27·4 + 4·(40 + 100 + 20) + 297
        "lstm:3;gru:2, 5, 4, 185" // 20 + 4·(12 + 9 + 6) + 3·(6 + 4 + 4) + 10 + 5
    })
    void parameters_countEveryTrainedValue(String layers, int vocabulary, int embedding, long expected) {
        assertThat(HeapNeed.parameters(model(layers, vocabulary, embedding))).isEqualTo(expected);
    }

    @Test
    void complaint_enoughHeap_isNone() {
        HeapNeed need = HeapNeed.of(model("lstm:10", 27, 4), TrainingConfig.DEFAULT);
        assertThat(need.complaint(need.bytes())).isEmpty();
    }

    @Test
    void complaint_tooLittleHeap_saysBothSizesAndWhatToDo() {
        HeapNeed need = HeapNeed.of(model("lstm:2048;lstm:2048", 100_000, 1024), TrainingConfig.DEFAULT);
        assertThat(need.complaint(512L << 20))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("512 MiB", "MiB of heap", "-Xmx", "--batch")
                        .hasLineCount(2));
    }

    @Test
    void bytes_growWithBatchAndSteps() {
        ModelConfig model = model("lstm:64", 27, 16);
        long small = HeapNeed.of(model, TrainingConfig.DEFAULT).bytes();
        assertThat(HeapNeed.of(model, TrainingConfig.DEFAULT.withBatch(64)).bytes())
                .isGreaterThan(small);
        assertThat(HeapNeed.of(model, TrainingConfig.DEFAULT.withSteps(128)).bytes())
                .isGreaterThan(small);
    }

    private static ModelConfig model(String layers, int vocabulary, int embedding) {
        InputConfig input = embedding == 0 ? new InputConfig.OneHot() : new InputConfig.Embedding(embedding);
        List<LayerConfig> stack =
                Stream.of(layers.split(";")).map(LayerConfig::parse).toList();
        return new ModelConfig(vocabulary, input, stack);
    }
}
