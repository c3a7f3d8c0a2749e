package refrain.lm.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.random.SeededRandom;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;

class ArpaFileTest {
    private static final double LN_10 = StrictMath.log(10);

    /// As another program may write it: text before, blanks and tabs (here arrows) mixed, n-grams in any order, no
    /// `<unk>`.
    private static final String FOREIGN = """
            made by hand
            # a comment

            \\data\\
            ngram 1=4
            ngram  2 = 3

            \\1-grams:
            -1.0 b -0.5
            -99→<s>→-0.25
              -0.5   a→ →-0.125→
            -0.75→</s>

            \\2-grams:
            -0.2 b </s>

            -0.1 <s> a
            -0.3→a b

            \\end\\
            anything
            """;

    @TempDir
    private Path folder;

    static NGramModel read(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ArpaFile.read("m.arpa", new ByteArrayInputStream(bytes), bytes.length);
    }

    static String written(NGramModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ArpaWriter(model).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /// What other programs write: `<UNK>`, words with white space of other scripts, and the word `<eos>`.
    @Test
    void file_ofAnotherProgram_keepsWhatIsNoWordHere() throws IOException {
        NGramModel model = read("""
                \\data\\
                ngram 1=5

                \\1-grams:
                -0.5 <UNK>
                -1 a\u3000b
                -1 <eos>
                -2 </s>
                -99 <s>

                \\end\\
                """);

        assertThat(model.vocabulary().symbols()).containsExactly("<unk>", "a\\x{3000}b", "\\x{3c}eos>", "<eos>");
        assertThat(model.levels().getFirst().logProbabilities()[0]).isCloseTo((float) (-0.5 * LN_10), within(1e-6f));
        assertThat(model.levels().getFirst().logProbabilities()[3]).isCloseTo((float) (-2 * LN_10), within(1e-6f));
    }

    /// Blocks of lines are written by several threads: more n-grams than a few blocks hold.
    @Test
    void file_ofManyBlocks_isReadAsItWas() throws IOException {
        String text = Texts.random(5, 20_000, 300);
        NGramModel model = Texts.words(text, 3);
        assertThat(model.levels().get(1).size()).isGreaterThan(2 * Blocks.SIZE);

        assertSame(read(written(model)), model);
    }

    private static void assertSame(NGramModel actual, NGramModel expected) {
        assertThat(actual.vocabulary()).isEqualTo(expected.vocabulary());
        assertThat(actual.tokenizer().toBytes()).isEqualTo(expected.tokenizer().toBytes());
        assertThat(actual.order()).isEqualTo(expected.order());
        for (int k = 0; k < expected.order(); k++) {
            NGramLevel level = actual.levels().get(k);
            NGramLevel wanted = expected.levels().get(k);
            assertThat(level.tokens()).isEqualTo(wanted.tokens());
            assertThat(level.first()).isEqualTo(wanted.first());
            assertThat(level.logProbabilities()).isEqualTo(wanted.logProbabilities());
            assertThat(level.backoffs()).isEqualTo(wanted.backoffs());
        }
    }

    static Stream<NGramModel> models() {
        String text = Texts.zipf(1, 300, 80);
        int[] others = {0xA0, 0x3000, 0x2028, 0x85, 1, 0x1F600};
        String strange = "a  b\\x{41} ▁_\\\n\t<s>" + new String(others, 0, others.length) + "\n";
        return Stream.of(
                Texts.words(text, 1),
                Texts.words(text, 3),
                Texts.words("a b\n", 7),
                Texts.words("<s> </s> \\x{41} \\x{5c} \\ ▁ a▁b <unk>\n", 3),
                Texts.characters(text, 6),
                Texts.characters(strange, 3),
                Texts.characters("no line ends here", 2),
                Texts.estimate(Texts.pieces(text, 300), text, 3).model(),
                Texts.estimate(Texts.pieces(strange, 257), strange, 2).model());
    }

    @ParameterizedTest
    @MethodSource("models")
    void model_writtenAndRead_isTheSame_andWritesTheSameBytes(NGramModel model) throws IOException {
        Path file = folder.resolve("m.arpa");
        ArpaFile.write(file, model);
        NGramModel read = ArpaFile.read(file);

        assertSame(read, model);
        assertThat(written(read)).isEqualTo(Files.readString(file));
    }

    @Test
    void file_ofATinyText_isTheDefinition() throws IOException {
        String text = "a b a\nb\n\na b\n";
        List<List<String>> lines = List.of(
                List.of("<s>", "a", "b", "a", "</s>"),
                List.of("<s>", "b", "</s>"),
                List.of("<s>", "</s>"),
                List.of("<s>", "a", "b", "</s>"));
        var plain = new PlainKneserNey(lines, java.util.Set.of("a", "b", "</s>", "<unk>"), 3);
        String file = written(Texts.words(text, 3));

        assertThat(file)
                .startsWith("# refrain units=word\n\\data\\\nngram 1=5\nngram 2=7\nngram 3=5\n\n\\1-grams:\n")
                .endsWith("\n\n\\end\\\n");
        long checked = file.lines()
                .filter(line -> line.indexOf('\t') > 0 && !line.contains("\t<s>\t"))
                .peek(line -> assertLineIsTheDefinition(line.split("\t"), plain))
                .count();
        assertThat(checked).isEqualTo(4 + 7 + 5);
        assertThat(plain.grams(2)).hasSize(7);
        assertThat(plain.grams(3)).hasSize(5);
    }

    private static void assertLineIsTheDefinition(String[] fields, PlainKneserNey plain) {
        List<String> gram = List.of(fields[1].split(" "));
        double p = plain.probability(gram.subList(0, gram.size() - 1), gram.getLast());
        assertThat(Double.parseDouble(fields[0])).as(fields[1]).isCloseTo(StrictMath.log10(p), within(1e-6));
        if (fields.length > 2) {
            double b = plain.backoff(gram);
            assertThat(Double.parseDouble(fields[2])).as(fields[1]).isCloseTo(StrictMath.log10(b), within(1e-6));
        }
    }

    @Test
    void comment_saysUnitsAndHowABlankIsWritten() throws IOException {
        String file = written(Texts.characters("a \\▁\n", 2));

        assertThat(file).startsWith("# refrain units=char blank=▁\n\\data\\\n").contains("\\1-grams:\n");
        assertThat(file.lines().filter(line -> line.contains("\t")).map(line -> line.split("\t")[1]))
                .contains("▁", "\\", "\\x{2581}", "</s>", "<s>", "<s> a", "\\ \\x{2581}", "\\x{2581} </s>");
    }

    @Test
    void words_thatTheFormatMeansOtherwise_areEscaped() throws IOException {
        String file = written(Texts.words("<s> </s> \\x{41}\n", 1));

        assertThat(file).contains("\t\\x{3c}s>\n", "\t\\x{3c}/s>\n", "\t\\x{5c}x{41}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void foreignFile_isReadAsWords(String lineEnd) throws IOException {
        NGramModel model = read(FOREIGN.replace('→', '\t').replace("\n", lineEnd));
        float[] scores = new float[5];
        model.score(model.start(), model.tokenizer().encode("a b\nb ?"), scores);

        assertThat(model.tokenizer()).isInstanceOf(WordTokenizer.class);
        assertThat(model.vocabulary().symbols()).containsExactly("b", "a", "<eos>", "<unk>");
        assertThat(scores)
                .containsExactly(
                        new float[] {
                            (float) (-0.1 * LN_10),
                            (float) (-0.3 * LN_10),
                            (float) (-0.2 * LN_10),
                            (float) (-1.25 * LN_10), // <s> backs off to b
                            (float) (-100.5 * LN_10) // b backs off to <unk>, which the file has not
                        },
                        within(1e-5f));
    }

    @Test
    void foreignFile_whoseTokensLookEscaped_keepsThem() throws IOException {
        NGramModel model = read("\\data\\\nngram 1=2\n\\1-grams:\n-1 \\x{41}\n-1 a▁b\n\\end\\");

        assertThat(model.vocabulary().symbols()).containsExactly("\\x{41}", "a▁b", "<unk>", "<eos>");
        assertSame(read(written(model)), model);
    }

    @Test
    void foreignFile_withUnknownWord_keepsIt() throws IOException {
        NGramModel model = read("\\data\\\nngram 1=2\n\\1-grams:\n-1 <unk>\n-2 </s>\n\\end\\\n");

        assertThat(model.vocabulary().symbols()).containsExactly("<unk>", "<eos>");
        assertThat(model.levels().getFirst().logProbabilities()[0]).isEqualTo((float) -LN_10);
    }

    @Test
    void nGram_thatEndsWithBegin_isNeverPredicted() throws IOException {
        NGramModel model = read("""
                \\data\\
                ngram 1=3
                ngram 2=2
                \\1-grams:
                -1 a -1
                -1 <s> -1
                -1 </s>
                \\2-grams:
                -0.5 a <s>
                -0.5 a a
                \\end\\
                """);
        float[] all = new float[model.vocabulary().size()];
        var session = model.open(1);
        session.accept(new int[] {0}, new int[] {0});
        session.logProbabilities(0, all);

        assertThat(all[0]).isEqualTo((float) (-0.5 * LN_10));
        assertSame(read(written(model)), model);
    }

    @Test
    void tokenizer_longerThanAComment_isWrittenInParts() throws IOException {
        StringBuilder text = new StringBuilder();
        SeededRandom random = SeededRandom.of(1);
        for (int i = 0; i < 60_000; i++) {
            text.append(i % 9 == 0 ? ' ' : (char) ('a' + random.nextInt(26)));
        }
        Tokenizer pieces = Texts.pieces(text.toString(), 3_000);
        NGramModel model = Texts.estimate(pieces, "a\n", 2).model();
        String file = written(model);

        assertThat(file.lines().filter(line -> line.startsWith("# refrain tokenizer=")))
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.length() <= 65_536 + 20);
        assertSame(read(file), model);
    }

    @Test
    void write_replacesAFileWhole(@TempDir Path own) throws IOException {
        Path file = Files.writeString(own.resolve("m.arpa"), "x".repeat(99_999));
        ArpaFile.write(file, Texts.words("a\n", 2));

        assertThat(ArpaFile.read(file).vocabulary()).isEqualTo(Vocabulary.of(List.of("<eos>", "a", "<unk>"), "<eos>"));
        try (Stream<Path> files = Files.list(own)) {
            assertThat(files).containsExactly(file);
        }
    }
}
