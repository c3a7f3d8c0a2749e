package refrain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.golden.Golden;
import refrain.text.corpus.Corpus;
import refrain.text.pretoken.RandomTexts;

class BpeTokenizerTest {
    private static final String TEXT =
            "low low low low low lower lower newest newest newest newest newest newest widest widest widest\n";

    @TempDir
    private Path folder;

    private static BpeTokenizer trained(String text, int size) throws IOException {
        return BpeTokenizer.train(Corpus.ofText(text), size);
    }

    private static List<String> symbols(Tokenizer tokenizer, String text) {
        List<String> symbols = new ArrayList<>();
        for (int id : tokenizer.encode(text)) {
            symbols.add(tokenizer.vocabulary().symbol(id));
        }
        return symbols;
    }

    /// The example of Sennrich et al. (2016): es and est 9 times, lo and low 7 times, then ew, of those 6 times.
    @Test
    void merges_areLearntByCountThenIds() throws IOException {
        BpeTokenizer tokenizer = trained(TEXT, 262);

        assertThat(tokenizer.vocabulary().symbols().subList(257, 262)).containsExactly("es", "est", "lo", "low", "ew");
    }

    @Test
    void ids_ofUnknownAndBytes_comeFirst() throws IOException {
        Vocabulary vocabulary = trained(TEXT, 257).vocabulary();

        assertThat(vocabulary.symbol(0)).isEqualTo("<unk>");
        assertThat(vocabulary.symbol(1)).isEqualTo("!");
        assertThat(vocabulary.symbol(vocabulary.boundary())).isEqualTo("Ċ");
        assertThat(vocabulary.size()).isEqualTo(257);
    }

    @Test
    void size_belowTheBytes_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trained(TEXT, 256))
                .withMessage("size is 256; it must be at least 257: <unk> and 256 bytes");
    }

    @Test
    void text_tooSmallForTheSize_isSaid() throws IOException {
        Corpus corpus = Corpus.ofText("ab ab\n");
        BpeTokenizer tokenizer = BpeTokenizer.train(corpus, 1000);

        assertThat(tokenizer.vocabulary().size()).isEqualTo(258);
        assertThat(corpus.notices()).anyMatch(notice -> notice.contains("the text gives 258 tokens, not 1,000"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 15, 64, 650})
    void text_any_comesBackAsItWas(int parts) throws IOException {
        BpeTokenizer tokenizer = trained(TEXT.repeat(3), 280);
        for (int seed = 0; seed < 50; seed++) {
            String text = RandomTexts.of(seed, parts).replace("<unk>", "unk");
            int[] ids = tokenizer.encode(text);

            assertThat(tokenizer.decode(ids)).isEqualTo(text);
            assertThat(tokenizer.characters(ids)).isEqualTo(text.codePointCount(0, text.length()));
            assertThat(ids).doesNotContain(tokenizer.vocabulary().unknown());
        }
    }

    @Test
    void unknown_writtenInTheText_isThatSymbol() throws IOException {
        BpeTokenizer tokenizer = trained("the <unk> of the <unk>\n", 300);
        Tokenizer.Encoder encoder = tokenizer.encoder(id -> {});
        encoder.accept("a <unk> b");
        encoder.end();

        assertThat(encoder.unknown()).isEqualTo(1);
        assertThat(encoder.characters()).isEqualTo(9);
        assertThat(tokenizer.decode(tokenizer.encode("a <unk> b"))).isEqualTo("a <unk> b");
        assertThat(tokenizer.vocabulary().symbols())
                .noneMatch(symbol -> symbol.length() > 1 && symbol.contains("unk>") && !symbol.equals("<unk>"));
    }

    @Test
    void surrogate_alone_isReplaced() throws IOException {
        BpeTokenizer tokenizer = trained(TEXT, 260);

        assertThat(tokenizer.decode(tokenizer.encode("a\uD800b"))).isEqualTo("a\uFFFDb");
    }

    @Test
    void character_inSeveralTokens_isHeldBackUntilWhole() throws IOException {
        BpeTokenizer tokenizer = trained(TEXT, 257);
        int[] ids = tokenizer.encode("€");
        Tokenizer.Decoder decoder = tokenizer.decoder();
        StringBuilder text = new StringBuilder();
        decoder.decode(ids[0], text);
        decoder.decode(ids[1], text);
        assertThat(text).isEmpty();
        decoder.decode(ids[2], text);
        decoder.end(text);

        assertThat(text).hasToString("€");
    }

    @Test
    void character_cutOff_isReplacedAsJavaDoes() throws IOException {
        BpeTokenizer tokenizer = trained(TEXT, 257);
        byte[] bytes = {
            'a',
            (byte) 0xE2,
            (byte) 0x82,
            'b',
            (byte) 0xFF,
            (byte) 0xF0,
            (byte) 0x9F,
            (byte) 0xE2,
            (byte) 0x82,
            (byte) 0xAC,
            (byte) 0xC3
        };
        int[] ids = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            int code = bytes[i] & 0xFF;
            ids[i] = tokenizer.vocabulary().symbols().indexOf(letter(code));
        }

        assertThat(tokenizer.decode(ids)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    /// Those of these bytes alone.
    private static String letter(int code) {
        return code >= 0xA1 || code < 0x7F ? Character.toString(code) : Character.toString(0x100 + 33 + code - 0x7F);
    }

    @Test
    void tokens_aroundLineEnds_countThem() throws IOException {
        BpeTokenizer tokenizer = trained("a\n\n\nb\n\n\nc\n\n\n", 300);

        assertThat(symbols(tokenizer, "a\n\n\nb")).containsExactly("a", "ĊĊ", "Ċ", "b");
        assertThat(tokenizer.lineEnds(tokenizer.encode("a\n\n\nb")[1])).isEqualTo(2);
    }

    @Test
    void text_sameTwice_givesTheSameBytes() throws IOException {
        String text = RandomTexts.of(5, 5000).replace("\u0000", "");

        assertThat(trained(text, 500).toBytes()).isEqualTo(trained(text, 500).toBytes());
    }

    @Test
    void bytes_read_giveTheSameTokenizer() throws IOException {
        byte[] bytes =
                trained(RandomTexts.of(3, 5000).replace("\u0000", ""), 700).toBytes();

        assertThat(Tokenizer.read(bytes).units()).isEqualTo("bpe");
        assertThat(Tokenizer.read(bytes).toBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "normalizer":null | "normalizer":{"type":"NFC"} | its normalizer is NFC; only a tokenizer with none
            "truncation":null | "truncation":{"max_length":5} | its truncation is one without type
            "type":"ByteLevel","add_prefix_space":false | "type":"Whitespace","add_prefix_space":false | its pre_tokenizer is Whitespace; only ByteLevel
            "type":"ByteLevel","add_prefix_space":false | "type":"ByteLevel","add_prefix_space":true | has add_prefix_space=true; it must be false
            "add_prefix_space":false,"trim_offsets":true,"use_regex":true | "add_prefix_space":false,"use_regex":false | has use_regex=false; it must be true
            "type":"BPE" | "type":"WordPiece" | its model is WordPiece; only BPE
            "dropout":null | "dropout":0.1 | its model has dropout=0.1; it must be null
            "byte_fallback":false | "byte_fallback":true | its model has byte_fallback=true; it must be false
            "ignore_merges":false | "ignore_merges":true | its model has ignore_merges=true; it must be false
            "continuing_subword_prefix":null | "continuing_subword_prefix":"##" | has continuing_subword_prefix=##; it must be null
            "fuse_unk":false | "magic":false | its model has "magic"; expected only
            "post_processor":null | "post_processor":{"type":"TemplateProcessing"} | its post_processor is TemplateProcessing; only ByteLevel
            "padding":null | "colour":null | it has "colour", which is not known here
            "lstrip":false | "lstrip":true | the added token "<unk>" has lstrip
            "a":65 | "a":666 | "a" has id 666; the 258 tokens must have the ids from 0
            "a":65 | "aa":65 | its vocabulary has no "a", the byte 0x61
            "merges":["a b"] | "merges":["a q q"] | a merge is "a q q"; it must be two tokens
            "merges":["a b"] | "merges":["a q"] | of the merge "a q" a token is not in the vocabulary
            "merges":["a b"] | "merges":[["a"]] | expected a token of a merge
            "version":"1.0" | "version":"2.0" | expected version "1.0"
            "merges":["a b"] | "merges":["a b","a b"] | the merge "a b" is there twice
            "decoder": | "normalizer": | no second "normalizer"
            """)
    void file_withWhatIsNotDoneHere_isRefusedNamingIt(String right, String wrong, String message) throws IOException {
        String json = new String(trained("ab ab\n", 258).toBytes(), StandardCharsets.UTF_8);
        assertThat(json).contains(right);
        byte[] bytes = json.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong))
                .getBytes(StandardCharsets.UTF_8);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BpeTokenizer.of(bytes))
                .withMessageContaining(message);
    }

    @Test
    void file_withMergesAsPairsAndWithoutUnknown_isRead() throws IOException {
        BpeTokenizer tokenizer = trained("ab ab\n", 258);
        String json = new String(tokenizer.toBytes(), StandardCharsets.UTF_8)
                .replace("\"a b\"", "[\"a\",\"b\"]")
                .replace("<unk>", "<|endoftext|>");
        BpeTokenizer foreign = BpeTokenizer.of(json.getBytes(StandardCharsets.UTF_8));

        assertThat(foreign.vocabulary().size()).isEqualTo(259);
        assertThat(foreign.vocabulary().unknown()).isEqualTo(258);
        assertThat(symbols(foreign, "ab<|endoftext|>ab<unk>")).containsExactly("ab", "<|endoftext|>", "ab", "<unk>");
        assertThat(foreign.decode(foreign.encode("ab<|endoftext|>"))).isEqualTo("ab<|endoftext|>");
    }

    /// Learnt, written and applied by the library that the format comes from; benchmarks/golden-tokenizer.py.
    @Test
    void file_ofHuggingFace_encodesAsThere() throws IOException {
        Path file = Path.of("src", "test", "resources", "golden", "tokenizer.json");
        BpeTokenizer tokenizer = BpeTokenizer.read(file);
        Golden there = Golden.read("tokenizer-ids");

        assertThat(there.names()).hasSizeGreaterThan(15);
        for (String text : there.names()) {
            assertThat(tokenizer.encode(text)).as(text).isEqualTo(there.integers(text));
            assertThat(tokenizer.decode(there.integers(text))).isEqualTo(text);
        }
    }

    @Test
    void file_damaged_isRefusedWithItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"version\":\"1.0\",");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> BpeTokenizer.read(file))
                .withMessageStartingWith(file + ": tokenizer.json: not valid JSON");
    }

    @Test
    void store_ofSubwords_keepsThem() throws IOException {
        BpeTokenizer tokenizer = trained(TEXT, 270);
        try (TokenStore store = TokenStore.inMemory(tokenizer, Corpus.ofText(TEXT))) {
            int[] ids = new int[Math.toIntExact(store.size())];
            store.read(0, ids, 0, ids.length);

            assertThat(tokenizer.decode(ids)).isEqualTo(TEXT);
            assertThat(store.characters()).isEqualTo(TEXT.length());
        }
    }
}
