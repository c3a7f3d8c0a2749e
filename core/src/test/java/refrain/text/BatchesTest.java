package refrain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.refusal.RefusalException;
import refrain.text.corpus.Corpus;

class BatchesTest {
    private static final CharTokenizer TOKENIZER = CharTokenizer.of(
            Vocabulary.of(List.of("\n", "<unk>", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"), "\n"));

    private static TokenStore store(String text) throws IOException {
        return TokenStore.inMemory(TOKENIZER, Corpus.ofText(text));
    }

    private static String text(int[] ids) {
        return TOKENIZER.decode(ids).replace('\n', '|');
    }

    @Test
    void batches_twoStreams_areTimeMajorAndShiftedByOne() throws IOException {
        try (TokenStore tokens = store("abcdefg")) {
            Batches batches = Batches.of(tokens, 2, 2);
            int[] inputs = new int[4];
            int[] targets = new int[4];
            assertThat(batches.next(inputs, targets)).isEqualTo(2);
            assertThat(text(inputs)).isEqualTo("|cad");
            assertThat(text(targets)).isEqualTo("adbe");
            assertThat(batches.next(inputs, targets)).isEqualTo(1);
            assertThat(text(inputs)).startsWith("be");
            assertThat(text(targets)).startsWith("cf");
            assertThat(batches.next(inputs, targets)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,4", "1,11", "1,50", "2,3", "3,2", "4,4", "5,1", "11,1", "11,9"})
    void epoch_allStreams_coverTheTextInOrder(int streams, int steps) throws IOException {
        String text = "abcdefghijk";
        try (TokenStore tokens = store(text)) {
            Batches batches = Batches.of(tokens, streams, steps);
            List<StringBuilder> inputs = builders(streams);
            List<StringBuilder> targets = builders(streams);
            long number = readEpoch(batches, inputs, targets);
            int length = text.length() / streams;
            assertThat(batches.stepsPerEpoch()).isEqualTo(length);
            assertThat(number).isEqualTo(Math.ceilDiv(length, steps));
            for (int b = 0; b < streams; b++) {
                assertThat(targets.get(b)).hasToString(text.substring(b * length, (b + 1) * length));
                assertThat(inputs.get(b)).hasToString(("|" + text).substring(b * length, (b + 1) * length));
            }
        }
    }

    private static List<StringBuilder> builders(int count) {
        List<StringBuilder> builders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            builders.add(new StringBuilder());
        }
        return builders;
    }

    private static long readEpoch(Batches batches, List<StringBuilder> inputs, List<StringBuilder> targets) {
        int[] x = new int[batches.streams() * batches.steps()];
        int[] y = new int[x.length];
        long number = 0;
        for (int count = batches.next(x, y); count > 0; count = batches.next(x, y)) {
            number++;
            for (int row = 0; row < count * batches.streams(); row++) {
                inputs.get(row % batches.streams()).append(text(new int[] {x[row]}));
                targets.get(row % batches.streams()).append(text(new int[] {y[row]}));
            }
        }
        return number;
    }

    @Test
    void position_sought_givesTheSameBatchAgain() throws IOException {
        try (TokenStore tokens = store("abcdefghijk")) {
            Batches batches = Batches.of(tokens, 2, 2);
            int[] inputs = new int[4];
            int[] targets = new int[4];
            batches.next(inputs, targets);
            long position = batches.position();
            batches.next(inputs, targets);
            String expected = text(inputs) + text(targets);
            batches.next(inputs, targets);
            batches.seek(position);
            batches.next(inputs, targets);
            assertThat(text(inputs) + text(targets)).isEqualTo(expected);
            assertThat(position).isEqualTo(2);
        }
    }

    @Test
    void epoch_over_staysOverUntilSought() throws IOException {
        try (TokenStore tokens = store("ab")) {
            Batches batches = Batches.of(tokens, 1, 5);
            int[] ids = new int[5];
            assertThat(batches.startsEpoch()).isTrue();
            assertThat(batches.next(ids, ids)).isEqualTo(2);
            assertThat(batches.startsEpoch()).isFalse();
            assertThat(batches.next(ids, ids)).isZero();
            assertThat(batches.next(ids, ids)).isZero();
            assertThat(batches.position()).isEqualTo(2);
            batches.seek(0);
            assertThat(batches.startsEpoch()).isTrue();
            assertThat(batches.next(ids, ids)).isEqualTo(2);
        }
    }

    /// The first epochs run interpreted, which boxes what compiled code does not.
    @Test
    void epoch_onceCompiled_allocatesNothing() throws IOException {
        try (TokenStore tokens = store("abcdefghijk\n".repeat(5_000))) {
            Batches batches = Batches.of(tokens, 20, 35);
            int[] inputs = new int[20 * 35];
            int[] targets = new int[20 * 35];
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated = 1;
            for (int epoch = 0; epoch < 200 && allocated > 0; epoch++) {
                batches.seek(0);
                long before = threads.getCurrentThreadAllocatedBytes();
                while (batches.next(inputs, targets) > 0) {}
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated).isZero();
        }
    }

    @Test
    void text_ofOneToken_isOneStepAfterTheBoundary() throws IOException {
        try (TokenStore tokens = store("a")) {
            int[] inputs = new int[3];
            int[] targets = new int[3];
            assertThat(Batches.of(tokens, 1, 3).next(inputs, targets)).isEqualTo(1);
            assertThat(text(inputs)).startsWith("|");
            assertThat(text(targets)).startsWith("a");
        }
    }

    @Test
    void arguments_outOfRange_areRefused() throws IOException {
        try (TokenStore tokens = store("abc")) {
            assertThatExceptionOfType(RefusalException.class)
                    .isThrownBy(() -> Batches.of(tokens, 4, 1))
                    .withMessage(
                            "Batches: 4 streams need at least 4 tokens; the text has 3%n  try: fewer streams or more text"
                                    .formatted());
            assertThatIllegalArgumentException().isThrownBy(() -> Batches.of(tokens, 0, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> Batches.of(tokens, 1, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> Batches.of(tokens, 2, 1 << 30));
            Batches batches = Batches.of(tokens, 2, 2);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> batches.next(new int[4], new int[3]))
                    .withMessage("Batches: targets holds 3 ids; 2 streams of 2 steps need 4");
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> batches.seek(2));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> batches.seek(-1));
        }
    }
}
