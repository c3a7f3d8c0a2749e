package refrain.lm.ngram;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.lm.safetensors.ModelFileException;
import refrain.refusal.RefusalException;

/// Damaged and hostile files are refused with file and line.
class ArpaRefusalTest {
    private static final String SOUND = """
            \\data\\
            ngram 1=3
            ngram 2=2

            \\1-grams:
            -1 a -0.5
            -1 </s>
            -99 <s> -0.5

            \\2-grams:
            -0.5 <s> a
            -0.5 a </s>

            \\end\\
            """;

    private static void assertRefused(String file, String message) {
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> ArpaFileTest.read(file))
                .withMessage(
                        "m.arpa:" + message + "; the file is damaged or not an ARPA model, use another copy of it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            \\data\\        | data         | 14: the file ends here; expected \\data\\
            ngram 1=3       | ngram 1=2    | 8: found "-99 <s> -0.5"; expected \\2-grams:
            ngram 1=3       | ngram 1=4    | 10: found "\\2-grams:"; expected 1 more 1-grams of the 4 announced
            ngram 2=2       | ngram 2=1    | 12: found "-0.5 a </s>"; expected \\end\\
            ngram 2=2       | ngram 2=3    | 14: found "\\end\\"; expected 1 more 2-grams of the 3 announced
            ngram 2=2       | ngram 3=2    | 3: found "ngram 3=2"; expected ngram 2=COUNT
            ngram 2=2       | ngram 2=-2   | 3: found "ngram 2=-2"; expected ngram 2=COUNT
            ngram 2=2       | ngram 2      | 3: found "ngram 2"; expected ngram 2=COUNT
            \\1-grams:      | \\2-grams:   | 5: found "\\2-grams:"; expected \\1-grams:
            \\2-grams:      | \\3-grams:   | 10: found "\\3-grams:"; expected \\2-grams:
            -1 a -0.5       | 1 a -0.5     | 6: log10 p is "1"; expected a number of at most 0
            -1 a -0.5       | x a -0.5     | 6: "x" is no number; expected a logarithm of base 10
            -1 a -0.5       | -1 a y       | 6: "y" is no number; expected a logarithm of base 10
            -1 a -0.5       | -1           | 6: found "-1"; expected log10 p and a token
            -1 a -0.5       | -1 a -1 b    | 6: found "-1 a -1 b"; expected log10 p, a token and at most a back-off
            -1 </s>         | -1 a         | 7: "a" is here again; expected each token once
            -0.5 <s> a      | -0.5 <s> q   | 11: "q" is none of the unigrams; expected one of them
            -0.5 <s> a      | -0.5 q a     | 11: "q" is none of the unigrams; expected one of them
            -0.5 <s> a      | -0.5 a       | 11: found "-0.5 a"; expected log10 p and 2 tokens
            -0.5 <s> a      | -0.5 a </s>  | 12: one of the 2-grams above is there twice; expected each n-gram once
            """)
    void line_wrong_isNamed(String sound, String wrong, String message) {
        assertRefused(SOUND.replace(sound, wrong), message);
    }

    @Test
    void token_thatIsNotUtf8_isRefused() {
        byte[] latin = SOUND.replace("-1 a -0.5", "-1 \u00e9 -0.5").getBytes(StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> ArpaFile.read("m.arpa", new java.io.ByteArrayInputStream(latin), latin.length))
                .withMessageContaining("m.arpa:6: ")
                .withMessageContaining("is not UTF-8; expected a file in UTF-8");
    }

    @Test
    void context_missing_isRefused() {
        assertRefused(
                """
                \\data\\
                ngram 1=2
                ngram 2=1
                ngram 3=1
                \\1-grams:
                -1 a
                -1 b
                \\2-grams:
                -1 a b
                \\3-grams:
                -1 b a b
                \\end\\
                """,
                "11: the context of this 3-gram is not among the 2-grams; expected each n-gram without its last token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            units=syllable           | its units are "syllable"; they must be char, word or bpe
            units=bpe                | no comment before holds the tokenizer that units=bpe needs
            units=bpe\\n# refrain tokenizer=%%% | Illegal base64 character 25
            """)
    void comment_ofOurs_thatIsWrong_isRefused(String comments, String found) {
        String lines = "# refrain " + comments.replace("\\n", "\n");
        assertRefused(
                lines + "\n" + SOUND,
                "%d: %s; expected comments as refrain writes them, or none"
                        .formatted(lines.lines().count() + 1, found));
    }

    @Test
    void character_ofTwo_isRefused() {
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> ArpaFileTest.read("# refrain units=char\n" + SOUND.replace(" a", " ab")))
                .withMessageContaining("a symbol is \"ab\"; it must be one character; expected tokens of units=char");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x{d800}", "\\x{110000}"})
    void escape_ofNoCharacter_isRefused(String token) {
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> ArpaFileTest.read("# refrain units=char\n" + SOUND.replace(" a", " " + token)))
                .withMessageContaining(token + " is no character");
    }

    @Test
    void tokens_otherThanTheTokenizers_areRefused() throws IOException {
        NGramModel model =
                Texts.estimate(Texts.pieces("a b\n", 258), "a b\n", 1).model();
        String file = ArpaFileTest.written(model);

        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> ArpaFileTest.read(file.replace("\tb\n", "\tbb\n")))
                .withMessageContaining("the 1-grams above are not the 257 symbols of the tokenizer");
    }

    /// At every place but behind the last sign.
    @Test
    void file_cutAnywhere_isRefused() throws IOException {
        String whole =
                ArpaFileTest.written(Texts.characters("abra cadabra\n", 3)).strip();
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            String cut = new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
            assertThatExceptionOfType(ModelFileException.class)
                    .as("%d of %d bytes", length, bytes.length)
                    .isThrownBy(() -> ArpaFileTest.read(cut))
                    .withMessageMatching("m\\.arpa:\\d+: .*");
        }
    }

    @Test
    void file_empty_isRefused() {
        assertRefused("", "1: the file ends here; expected \\data\\");
    }

    @Test
    void count_thatCannotFit_isRefusedBeforeMemoryIsTaken() {
        String file = SOUND.replace("ngram 2=2", "ngram 2=123456789012345678");
        assertRefused(
                file,
                ("3: 123,456,789,012,345,678 2-grams are announced; expected at most the %,d that fit in a file of"
                                + " %,d bytes")
                        .formatted(file.length() / 5, file.length()));
    }

    @Test
    void orders_tooMany_areRefused() {
        StringBuilder file = new StringBuilder("\\data\\\n");
        for (int n = 1; n <= 17; n++) {
            file.append("ngram ").append(n).append("=1\n");
        }
        assertRefused(file.toString(), "18: found \"ngram 17=1\"; expected at most 16 orders");
    }

    /// Letters without end, after a beginning.
    private static InputStream endless(String beginning) {
        byte[] bytes = beginning.getBytes(StandardCharsets.UTF_8);
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < bytes.length ? bytes[at++] : 'x';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                for (int i = 0; i < length; i++) {
                    into[from + i] = (byte) read();
                }
                return length;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\data\\\nngram 1=1\n\\1-grams:\n-1 "})
    void line_withoutEnd_isRefusedInBoundedMemory(String beginning) {
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> ArpaFile.read("m.arpa", endless(beginning), Long.MAX_VALUE))
                .withMessageContaining(
                        "m.arpa:%d: a line is longer than 1,048,576 bytes",
                        beginning.lines().count() + (beginning.isEmpty() ? 1 : 0));
    }

    @Test
    void model_largerThanTheHeap_isRefusedBeforeMemoryIsTaken() {
        String file = "\\data\\\nngram 1=1000000000\nngram 2=1000000000\nngram 3=1000000000\n\\1-grams:\n";
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> ArpaFile.read("m.arpa", endless(file), Long.MAX_VALUE))
                .withMessageMatching(
                        "(?s)m.arpa: this model needs about \\d+,\\d+ MiB of heap; the heap may only grow to"
                                + " .*try: -Xmx\\d+m");
    }

    @Test
    void folder_missingFile_areSaid(@TempDir Path folder) throws IOException {
        Path directory = Files.createDirectory(folder.resolve("d.arpa"));
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> ArpaFile.read(directory))
                .withMessage(directory + ": it is a directory; expected the model file itself");
        Path missing = folder.resolve("m.arpa");
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> ArpaFile.read(missing))
                .withMessage(missing + ": there is no such file");
    }
}
