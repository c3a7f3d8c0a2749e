package refrain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.refusal.RefusalException;
import refrain.text.corpus.Corpus;
import refrain.text.corpus.CorpusException;

class TokenStoreTest {
    private static final String TEXT = "the cat sat\non the mat\n";

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("model.tokens");
    }

    private static Tokenizer chars(String text) throws IOException {
        return CharTokenizer.train(Corpus.ofText(text), Vocabulary.Limits.NONE);
    }

    private static int[] all(TokenStore store) {
        int[] ids = new int[Math.toIntExact(store.size())];
        store.read(0, ids, 0, ids.length);
        return ids;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void text_written_isReadBack() throws IOException {
        Tokenizer tokenizer = chars(TEXT);
        try (TokenStore store = TokenStore.write(file(), tokenizer, Corpus.ofText(TEXT))) {
            assertThat(all(store)).isEqualTo(tokenizer.encode(TEXT));
            assertThat(store.size()).isEqualTo(TEXT.length());
            assertThat(store.vocabularySize()).isEqualTo(tokenizer.vocabulary().size());
            assertThat(store.boundary()).isEqualTo(tokenizer.vocabulary().boundary());
            assertThat(store.characters()).isEqualTo(TEXT.length());
            assertThat(store.unknown()).isZero();
            assertThat(store.textSha256()).isEqualTo(Corpus.ofText(TEXT).facts().sha256());
        }
        assertThat(files()).containsExactly(file());
        assertThat(file()).hasSize(TokenHeader.BYTES + 2L * TEXT.length());
    }

    @Test
    void words_written_countUnknownAndCharacters() throws IOException {
        Tokenizer tokenizer = WordTokenizer.train(Corpus.ofText("the cat\n"), Vocabulary.Limits.NONE);
        try (TokenStore store = TokenStore.write(file(), tokenizer, Corpus.ofText(TEXT))) {
            assertThat(tokenizer.decode(all(store))).isEqualTo("the cat <unk>\n<unk> the <unk>\n");
            assertThat(store.unknown()).isEqualTo(3);
            assertThat(store.characters()).isEqualTo(TEXT.length());
        }
    }

    @Test
    void store_openedAgain_isTheSame() throws IOException {
        Tokenizer tokenizer = chars(TEXT);
        TokenStore.write(file(), tokenizer, Corpus.ofText(TEXT)).close();
        try (TokenStore store = TokenStore.open(file(), tokenizer)) {
            assertThat(all(store)).isEqualTo(tokenizer.encode(TEXT));
            assertThat(store.characters()).isEqualTo(TEXT.length());
        }
    }

    @Test
    void inMemory_givesTheSameAsTheFile() throws IOException {
        Tokenizer tokenizer = chars("the cat");
        try (TokenStore memory = TokenStore.inMemory(tokenizer, Corpus.ofText(TEXT));
                TokenStore mapped = TokenStore.write(file(), tokenizer, Corpus.ofText(TEXT))) {
            assertThat(all(memory)).isEqualTo(all(mapped));
            assertThat(memory.unknown()).isEqualTo(mapped.unknown()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"65536,2", "65537,4"})
    void ids_ofLargeVocabularies_keepTheirValue(int size, int width) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size - 2; i++) {
            text.append(Integer.toString(i, 36)).append(i % 100 == 99 ? '\n' : ' ');
        }
        Corpus corpus = Corpus.ofText(text.toString());
        Tokenizer tokenizer = WordTokenizer.train(corpus, Vocabulary.Limits.NONE);
        assertThat(tokenizer.vocabulary().size()).isEqualTo(size);
        try (TokenStore store = TokenStore.write(file(), tokenizer, corpus)) {
            assertThat(file()).hasSize(TokenHeader.BYTES + store.size() * width);
            String last = Integer.toString(size - 3, 36);
            assertThat(store.get(store.size() - 2))
                    .isEqualTo(tokenizer.vocabulary().id(last));
            assertThat(Arrays.stream(all(store)).max().orElseThrow()).isGreaterThan(size - 3);
        }
    }

    @Test
    void read_part_goesWhereItShould() throws IOException {
        Tokenizer tokenizer = chars(TEXT);
        try (TokenStore store = TokenStore.inMemory(tokenizer, Corpus.ofText(TEXT))) {
            int[] into = {-1, -1, -1, -1, -1};
            store.read(4, into, 1, 3);
            int[] expected = tokenizer.encode("cat");
            assertThat(into).containsExactly(-1, expected[0], expected[1], expected[2], -1);
            assertThat(store.get(4)).isEqualTo(expected[0]);
        }
    }

    @Test
    void read_outOfRange_isRefused() throws IOException {
        try (TokenStore store = TokenStore.inMemory(chars(TEXT), Corpus.ofText(TEXT))) {
            int[] into = new int[3];
            long size = store.size();
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> store.get(size));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> store.get(-1));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> store.read(size - 2, into, 0, 3));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> store.read(0, into, 1, 3));
        }
    }

    @Test
    void store_closed_isNotRead() throws IOException {
        TokenStore store = TokenStore.inMemory(chars(TEXT), Corpus.ofText(TEXT));
        store.close();
        store.close();
        assertThatIllegalStateException().isThrownBy(() -> store.get(0));
    }

    @Test
    void store_deleted_leavesNothing() throws IOException {
        TokenStore.write(file(), chars(TEXT), Corpus.ofText(TEXT)).delete();
        assertThat(files()).isEmpty();
    }

    @Test
    void olderFile_isReplacedOnlyByAWholeOne() throws IOException {
        Tokenizer tokenizer = chars(TEXT);
        TokenStore.write(file(), tokenizer, Corpus.ofText(TEXT)).close();
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> TokenStore.write(file(), tokenizer, Corpus.ofText("")));
        TokenStore.open(file(), tokenizer).close();
        TokenStore.write(file(), tokenizer, Corpus.ofText("mat")).close();
        try (TokenStore store = TokenStore.open(file(), tokenizer)) {
            assertThat(tokenizer.decode(all(store))).isEqualTo("mat");
        }
        assertThat(files()).containsExactly(file());
    }

    @Test
    void fullDisk_isSaidAndLeavesNothing() throws IOException {
        Files.createSymbolicLink(directory.resolve("model.tokens.partial"), Path.of("/dev/full"));
        assertThatIOException()
                .isThrownBy(() -> TokenStore.write(file(), chars(TEXT), Corpus.ofText(TEXT)))
                .withMessage(file() + ": the token file cannot be written: No space left on device"
                        + " (it takes 2 bytes a token, 4 with more than 65,536 symbols)");
        assertThat(files()).isEmpty();
    }

    @Test
    void missingDirectory_isSaid() {
        Path file = directory.resolve("none").resolve("model.tokens");
        assertThatIOException()
                .isThrownBy(() -> TokenStore.write(file, chars(TEXT), Corpus.ofText(TEXT)))
                .withMessageStartingWith(file + ": the token file cannot be written: its directory does not exist");
    }

    @Test
    void otherTokenizer_isRefused() throws IOException {
        TokenStore.write(file(), chars(TEXT), Corpus.ofText(TEXT)).close();
        assertThatIOException()
                .isThrownBy(() -> TokenStore.open(file(), chars(TEXT + "!")))
                .withMessage(file() + ": it was made with another tokenizer; delete the file to have it made again");
    }

    @Test
    void file_ofAnyOtherLength_isRefused() throws IOException {
        Tokenizer tokenizer = chars(TEXT);
        TokenStore.write(file(), tokenizer, Corpus.ofText(TEXT)).close();
        byte[] whole = Files.readAllBytes(file());
        List<Integer> accepted = new ArrayList<>();
        for (int length = 0; length <= whole.length + 1; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            try (TokenStore store = TokenStore.open(file(), tokenizer)) {
                accepted.add(length);
                assertThat(store.size()).isEqualTo(TEXT.length());
            } catch (IOException refused) {
                assertThat(refused).hasMessageStartingWith(file() + ": ").hasMessageEndingWith("to have it made again");
            }
        }
        assertThat(accepted).containsExactly(whole.length);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 120, it is not a token file",
        "8, 2, 'its version is 2, expected 1'",
        "12, 4, 'its bytes an id is 4, expected 2'",
        "16, -1, its vocabulary size is -1",
        "20, 99, its boundary id is 99",
        "24, 22, 'its length in bytes is 174, expected 172'",
        "28, 2147483647, 'it says that it has 9,223,372,032,559,808,535 tokens'",
        "36, -1, 'it says that -4,294,967,296 tokens are unknown'",
    })
    void header_damaged_isRefused(int at, int value, String found) throws IOException {
        Tokenizer tokenizer = chars(TEXT);
        TokenStore.write(file(), tokenizer, Corpus.ofText(TEXT)).close();
        overwrite(at, value);
        assertThatIOException()
                .isThrownBy(() -> TokenStore.open(file(), tokenizer))
                .withMessage(file() + ": " + found + "; delete the file to have it made again");
    }

    @Test
    void id_damaged_isRefused() throws IOException {
        Tokenizer tokenizer = chars(TEXT);
        TokenStore.write(file(), tokenizer, Corpus.ofText(TEXT)).close();
        overwrite(TokenHeader.BYTES, 0xFFFF);
        try (TokenStore store = TokenStore.open(file(), tokenizer)) {
            assertThatExceptionOfType(RefusalException.class)
                    .isThrownBy(() -> store.get(0))
                    .withMessageStartingWith(file() + ": token 0 is 65,535; the vocabulary has ");
        }
    }

    private void overwrite(int at, int value) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
            file.seek(at);
            file.writeInt(Integer.reverseBytes(value));
        }
    }
}
