package refrain.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import refrain.train.Memory;

class HeapNeedTest {
    private static final HeapNeed NEED = HeapNeed.toTrain(new Memory(1L << 30, 1L << 29), 300_000);

    @Test
    void complaint_enoughHeap_isNone() {
        assertThat(NEED.complaint(NEED.bytes(), "")).isEmpty();
    }

    @Test
    void complaint_tooLittleHeap_saysBothSizesAndWhatToDo() {
        assertThat(NEED.complaint(512L << 20, ", or a smaller --batch"))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("512 MiB", "MiB of heap", "(1,024 for weights, 512 for activations)")
                        .contains("REFRAIN_JAVA_OPTIONS=-Xmx", "--batch")
                        .hasLineCount(2));
    }

    @Test
    void bytes_holdMoreThanTheContent() {
        assertThat(NEED.content()).isGreaterThan((1L << 30) + (1L << 29));
        assertThat(NEED.bytes()).isGreaterThan(NEED.content());
    }
}
