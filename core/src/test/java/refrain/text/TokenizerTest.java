package refrain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.text.corpus.Corpus;

class TokenizerTest {
    private static CharTokenizer chars(String text) throws IOException {
        return CharTokenizer.train(Corpus.ofText(text), Vocabulary.Limits.NONE);
    }

    private static WordTokenizer words(String text) throws IOException {
        return WordTokenizer.train(Corpus.ofText(text), Vocabulary.Limits.NONE);
    }

    private static List<String> symbols(Tokenizer tokenizer, int[] ids) {
        return IntStream.of(ids).mapToObj(tokenizer.vocabulary()::symbol).toList();
    }

    /// The tokens of a text that ends.
    private static List<String> tokensOf(Tokenizer tokenizer, String text) {
        IntStream.Builder ids = IntStream.builder();
        Tokenizer.Encoder encoder = tokenizer.encoder(ids);
        encoder.accept(text);
        encoder.end();
        return symbols(tokenizer, ids.build().toArray());
    }

    @Test
    void chars_trained_areOrderedByCountThenCodePoint() throws IOException {
        Tokenizer tokenizer = chars("bba\uE000\uE000😀😀c\n");
        assertThat(tokenizer.vocabulary().symbols()).containsExactly("b", "\uE000", "😀", "\n", "a", "c", "<unk>");
        assertThat(tokenizer.units()).isEqualTo("char");
    }

    @Test
    void chars_boundary_isNewlineOrUnknownWithoutOne() throws IOException {
        Vocabulary with = chars("a\nb").vocabulary();
        Vocabulary without = chars("ab").vocabulary();
        assertThat(with.symbol(with.boundary())).isEqualTo("\n");
        assertThat(without.boundary()).isEqualTo(without.unknown());
    }

    @Test
    void chars_limits_keepNewlineAndCountTheRestAsUnknown() throws IOException {
        Vocabulary.Limits three = Vocabulary.Limits.NONE.withSize(3);
        Vocabulary.Limits twice = Vocabulary.Limits.NONE.withMinCount(2);
        assertThat(CharTokenizer.train(Corpus.ofText("aaabbc\n"), three)
                        .vocabulary()
                        .symbols())
                .containsExactly("<unk>", "a", "\n");
        assertThat(CharTokenizer.train(Corpus.ofText("aaabbc\n"), twice)
                        .vocabulary()
                        .symbols())
                .containsExactly("a", "b", "\n", "<unk>");
    }

    @Test
    void chars_encoded_comeBack() throws IOException {
        String text = "Grüße,\n\n世界 😀\u0001\r!";
        Tokenizer tokenizer = chars(text);
        int[] ids = tokenizer.encode(text);
        assertThat(ids).hasSize(text.codePointCount(0, text.length()));
        assertThat(tokenizer.decode(ids)).isEqualTo(text);
        assertThat(tokenizer.characters(ids)).isEqualTo(ids.length);
    }

    @Test
    void chars_unseen_areUnknownCountedAndShownAsReplacement() throws IOException {
        Tokenizer tokenizer = chars("ab\n");
        Tokenizer.Encoder encoder = tokenizer.encoder(id -> {});
        encoder.accept("a?😀b");
        assertThat(encoder.tokens()).isEqualTo(4);
        assertThat(encoder.unknown()).isEqualTo(2);
        assertThat(encoder.characters()).isEqualTo(4);
        assertThat(tokenizer.decode(tokenizer.encode("a?😀b\uD800"))).isEqualTo("a\uFFFD\uFFFDb\uFFFD");
    }

    @Test
    void words_lines_endInEos() throws IOException {
        Tokenizer tokenizer = words("the cat\nthe dog\n");
        assertThat(tokensOf(tokenizer, "the cat\nthe dog\n"))
                .containsExactly("the", "cat", "<eos>", "the", "dog", "<eos>");
        assertThat(tokensOf(tokenizer, "\n\n")).containsExactly("<eos>", "<eos>");
        assertThat(tokensOf(tokenizer, "the cat")).containsExactly("the", "cat", "<eos>");
        assertThat(tokensOf(tokenizer, "the\n ")).containsExactly("the", "<eos>", "<eos>");
        assertThat(tokensOf(tokenizer, "")).isEmpty();
        assertThat(tokenizer.units()).isEqualTo("word");
    }

    @Test
    void words_whiteSpace_separates() throws IOException {
        Tokenizer tokenizer = words("a b c d\n");
        assertThat(tokensOf(tokenizer, "  a\t b\u3000c\rd \n")).containsExactly("a", "b", "c", "d", "<eos>");
        assertThat(tokensOf(tokenizer, "a\u00A0b")).containsExactly("<unk>", "<eos>");
    }

    @Test
    void words_prompt_isNotEnded() throws IOException {
        Tokenizer tokenizer = words("the cat\n");
        assertThat(symbols(tokenizer, tokenizer.encode("the cat"))).containsExactly("the", "cat");
        assertThat(symbols(tokenizer, tokenizer.encode("the cat\n"))).containsExactly("the", "cat", "<eos>");
    }

    @Test
    void words_decoded_haveSingleBlanksAndNewlines() throws IOException {
        Tokenizer tokenizer = words("the cat sat\n");
        int[] ids = tokenizer.encode(" the  dog\n\nsat\tthe cat\n");
        assertThat(tokenizer.decode(ids)).isEqualTo("the <unk>\n\nsat the cat\n");
        assertThat(tokenizer.characters(ids)).isEqualTo(tokenizer.decode(ids).length());
    }

    @Test
    void words_decodedOneByOne_equalDecodedAtOnce() throws IOException {
        Tokenizer tokenizer = words("the cat sat\n");
        Tokenizer.Decoder decoder = tokenizer.decoder();
        StringBuilder text = new StringBuilder();
        for (int id : tokenizer.encode("the cat\nsat")) {
            decoder.decode(id, text);
        }
        assertThat(text).hasToString("the cat\nsat");
    }

    @Test
    void words_characters_areThoseOfTheTextEvenWhereUnknown() throws IOException {
        Tokenizer tokenizer = words("the cat\n");
        Tokenizer.Encoder encoder = tokenizer.encoder(id -> {});
        encoder.accept("the  hippopotamus 😀\n\nthe");
        encoder.end();
        assertThat(encoder.characters()).isEqualTo("the hippopotamus _\n\nthe\n".length());
        assertThat(encoder.tokens()).isEqualTo(7);
        assertThat(encoder.unknown()).isEqualTo(2);
    }

    @Test
    void words_likePennTreebank_shareTheTextsUnkAndEos() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 9_998; i++) {
            text.append(" w").append(i).append(" <unk> \n");
        }
        Tokenizer tokenizer = words(text.toString());
        assertThat(tokenizer.vocabulary().size()).isEqualTo(10_000);
        assertThat(tokenizer.vocabulary().symbols()).startsWith("<eos>", "<unk>", "w0", "w1", "w10", "w100");
        assertThat(tokenizer.vocabulary().boundary()).isZero();
        Tokenizer.Encoder encoder = tokenizer.encoder(id -> {});
        encoder.accept(text.toString());
        assertThat(encoder.tokens()).isEqualTo(3 * 9_998);
        assertThat(encoder.unknown()).isEqualTo(9_998);
    }

    @Test
    void words_limits_keepTheMostFrequent() throws IOException {
        Corpus corpus = Corpus.ofText("c c c b b a a d\n");
        Tokenizer four = WordTokenizer.train(corpus, Vocabulary.Limits.NONE.withSize(4));
        Tokenizer three = WordTokenizer.train(corpus, Vocabulary.Limits.NONE.withMinCount(3));
        assertThat(four.vocabulary().symbols()).containsExactly("<unk>", "c", "a", "<eos>");
        assertThat(three.vocabulary().symbols()).containsExactly("<unk>", "c", "<eos>");
    }

    @Test
    void words_tooLong_areUnknownAtFullLength() throws IOException {
        String longest = "x".repeat(WordSplitter.LONGEST_WORD);
        Tokenizer tokenizer = words(longest + " " + longest + "x\n");
        assertThat(tokenizer.vocabulary().symbols()).containsExactly("<eos>", "<unk>", longest);
        Tokenizer.Encoder encoder = tokenizer.encoder(id -> {});
        encoder.accept(longest + "x");
        encoder.end();
        assertThat(encoder.unknown()).isEqualTo(1);
        assertThat(encoder.characters()).isEqualTo(WordSplitter.LONGEST_WORD + 2);
    }

    @Test
    void words_withoutBlanks_areNoticed() throws IOException {
        Corpus chinese = Corpus.ofText("山不在高有仙則名水不在深有龍則靈斯是陋室惟吾德馨\n".repeat(3));
        Corpus english = Corpus.ofText("what is in a name\nthat which we call a rose\n");
        WordTokenizer.train(chinese, Vocabulary.Limits.NONE);
        WordTokenizer.train(english, Vocabulary.Limits.NONE);
        assertThat(chinese.notices())
                .containsExactly("text: the text seems to have no spaces: its words have 24 characters on average;"
                        + " characters may be better units");
        assertThat(english.notices()).isEmpty();
    }

    @Test
    void encoder_manyIds_reachTheSinkAsTheyAreKnown() throws IOException {
        IntStream.Builder ids = IntStream.builder();
        int[] seen = {0};
        IntConsumer sink = id -> seen[0]++;
        Tokenizer.Encoder encoder = words("a b\n").encoder(sink.andThen(ids));
        encoder.accept("a b");
        assertThat(seen[0]).isEqualTo(1);
        encoder.accept(" ");
        assertThat(seen[0]).isEqualTo(2);
    }

    @Test
    void bytes_char_areReadableJsonAndComeBack() throws IOException {
        Tokenizer tokenizer = chars("aa\"\\😀\uE000\n\u0001");
        String json = new String(tokenizer.toBytes(), StandardCharsets.UTF_8);
        Tokenizer read = Tokenizer.read(tokenizer.toBytes());
        assertThat(json)
                .startsWith("{\"version\":1,\"units\":\"char\",\"symbols\":[\"a\",")
                .contains("😀");
        assertThat(read).isInstanceOf(CharTokenizer.class);
        assertThat(read.vocabulary()).isEqualTo(tokenizer.vocabulary());
        assertThat(read.toBytes()).isEqualTo(tokenizer.toBytes());
    }

    @Test
    void bytes_word_comeBack() throws IOException {
        Tokenizer tokenizer = words("the cat 猫 <unk>\n");
        Tokenizer read = Tokenizer.read(tokenizer.toBytes());
        assertThat(read).isInstanceOf(WordTokenizer.class);
        assertThat(read.vocabulary()).isEqualTo(tokenizer.vocabulary());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                                                       | tokenizer: it ends before an object
                    []                                                       | at byte 0 stands an array; expected an object
                    {"units":"char","version":1,"symbols":["<unk>"]}         | expected "version"
                    {"version":2,"units":"char","symbols":["<unk>"]}         | its version is 2; this program reads version 1
                    {"version":"1","units":"char","symbols":["<unk>"]}       | expected version "1.0"
                    {"version":99999999999,"units":"char","symbols":[]}      | not valid JSON: Numeric value
                    {"version":1,"units":"byte","symbols":["<unk>"]}         | its units are "byte"; they must be
                    {"version":1,"units":"char","symbols":["<unk>"]          | not valid JSON: Unexpected end-of-input
                    {"version":1,"units":"char","symbols":["<unk>"]} 1       | expected nothing more
                    {"version":1,"units":"char","symbols":["<unk>"],"x":1}   | expected the object's end
                    {"version":1,"units":"char","symbols":["<unk>",1]}       | expected a string or the array's end
                    {"version":1,"units":"char","symbols":["<unk>",[]]}      | expected a string or the array's end
                    {"version":1,"units":"char","symbols":[]}                | none of its 0 symbols is "<unk>"
                    {"version":1,"units":"char","symbols":["<unk>","a","a"]} | symbols 1 and 2 are both "a"
                    {"version":1,"units":"char","symbols":["<unk>","ab"]}    | a symbol is "ab"; it must be one character
                    {"version":1,"units":"char","symbols":["<unk>",""]}      | a symbol is ""; it must be one character
                    {"version":1,"units":"char","symbols":["<unk>","\\ud800"]}| it must be one character
                    {"version":1,"units":"word","symbols":["<unk>"]}         | none of its 1 symbols is "<eos>"
                    {"version":1,"units":"word","symbols":["<unk>","<eos>","a b"]} | a symbol is "a b"; a word must
                    {"version":1,"units":"word","symbols":["<unk>","<eos>",""]}    | a symbol is ""; a word must
                    """)
    void bytes_notATokenizer_areRefused(String json, String found) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokenizer.read(json.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(found);
    }

    @Test
    void bytes_notUtf8_areRefused() {
        byte[] json = "{\"version\":1,\"units\":\"char\",\"symbols\":[\"<unk>\",\"é\"]}"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokenizer.read(json))
                .withMessageContaining("UTF-8");
    }

    @Test
    void bytes_cutAnywhere_areRefused() throws IOException {
        byte[] bytes = words("the cat\n").toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> Tokenizer.read(cut));
        }
    }

    @Test
    void boundary_notTheTokenizers_isRefused() {
        Vocabulary vocabulary = Vocabulary.of(List.of("<unk>", "a", "\n"), "a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CharTokenizer.of(vocabulary))
                .withMessage("CharTokenizer: the boundary is \"a\"; it must be newline, or <unk> where there is none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WordTokenizer.of(Vocabulary.of(List.of("<unk>", "<eos>"), "<unk>")))
                .withMessage("WordTokenizer: the boundary is \"<unk>\"; it must be \"<eos>\"");
    }
}
