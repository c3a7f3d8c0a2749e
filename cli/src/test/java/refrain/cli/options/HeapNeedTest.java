package refrain.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import refrain.lm.ngram.KneserNey;
import refrain.lm.ngram.NGramModel;
import refrain.text.CharTokenizer;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;
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

    /// A mixture holds all its members, an n-gram model with 16 bytes for each n-gram.
    @Test
    void beside_countsEveryModelThatIsThere() throws IOException {
        Corpus text = Corpus.ofText("the line of a song that returns\n".repeat(9));
        CharTokenizer characters = CharTokenizer.train(text, Vocabulary.Limits.NONE);
        NGramModel ngram = KneserNey.estimate(characters, text, 3).model();
        long grams = (long) ngram.count(1) + ngram.count(2) + ngram.count(3);
        HeapNeed need = HeapNeed.beside(List.of(ngram, ngram), 1_000, 2);

        assertThat(need.weights()).isEqualTo(2 * 16 * grams);
        assertThat(need.activations()).isEqualTo(1_000);
    }

    @Test
    void bytes_holdMoreThanTheContent() {
        assertThat(NEED.content()).isGreaterThan((1L << 30) + (1L << 29));
        assertThat(NEED.bytes()).isGreaterThan(NEED.content());
    }
}
