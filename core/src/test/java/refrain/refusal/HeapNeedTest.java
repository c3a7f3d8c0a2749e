package refrain.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class HeapNeedTest {
    private static final long GIB = 1L << 30;
    private static final HeapNeed NEED = new HeapNeed(GIB, GIB / 2, 300_000);

    @Test
    void bytes_holdMoreThanTheContent() {
        assertThat(NEED.content()).isEqualTo(GIB + GIB / 2 + 300_000 * 512L);
        assertThat(NEED.bytes()).isGreaterThan(NEED.content());
    }

    @Test
    void plus_isBothAtTheSameTime() {
        assertThat(NEED.plus(new HeapNeed(1, 2, 3))).isEqualTo(new HeapNeed(GIB + 1, GIB / 2 + 2, 300_003));
        assertThat(NEED.plus(HeapNeed.NONE)).isEqualTo(NEED);
    }

    @Test
    void require_enoughHeap_isQuiet() {
        assertThatNoException().isThrownBy(() -> NEED.require(NEED.bytes(), "this run"));
    }

    @Test
    void require_tooLittleHeap_saysBothSizesAndWhatToDo() {
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> NEED.require(GIB / 2, "this run", Remedy.Choice.SMALLER_TRAINING))
                .withMessageStartingWith(
                        "this run needs about 1,919 MiB of heap (1,024 for weights, 512 for activations);"
                                + " the heap may only grow to 512 MiB%n  try: -Xmx1997m, or a smaller batch"
                                        .formatted());
    }

    @Test
    void require_ofWhatIsAllOfOneKind_saysTheSumAlone() {
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> new HeapNeed(GIB, 0, 1_000).require(GIB, "m.arpa: this model"))
                .withMessageStartingWith("m.arpa: this model needs about 1,179 MiB of heap; the heap");
    }
}
