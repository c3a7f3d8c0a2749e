package refrain.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.text.corpus.Corpus;
import refrain.text.pretoken.RandomTexts;

/// The library that the file format comes from, opening what was trained here, says the same.
class HuggingFaceTest {
    private static BpeTokenizer ours;
    private static HuggingFaceTokenizer theirs;

    @BeforeAll
    static void train() throws IOException {
        String text = RandomTexts.of(1, 20_000).replace("\u0000", "") + "the theatre, they're there; don't ".repeat(50);
        ours = BpeTokenizer.train(Corpus.ofText(text), 1_000);
        Map<String, String> options = new TreeMap<>(Map.of("truncation", "false", "addSpecialTokens", "false"));
        theirs = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(ours.toBytes()), options);
    }

    @AfterAll
    static void close() {
        theirs.close();
    }

    private static int[] theirs(String text) {
        return Arrays.stream(theirs.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 16, 65, 650, 5000})
    void text_anyScript_isEncodedAlike(int parts) {
        for (int seed = 0; seed < Math.min(300, 20_000 / (parts + 1)); seed++) {
            String text = RandomTexts.of(seed, parts);

            assertThat(ours.encode(text)).as(text).isEqualTo(theirs(text));
        }
    }

    @Test
    void specialToken_amongWords_isEncodedAlike() {
        for (String text :
                new String[] {"<unk>", " <unk> ", "a  <unk>  b", "<unk><unk>", "<<unk>>", "x<unk>y", "<unk"}) {
            assertThat(ours.encode(text)).as(text).isEqualTo(theirs(text));
        }
    }

    @Test
    void ids_anyText_areDecodedAlike() {
        for (int seed = 0; seed < 100; seed++) {
            int[] ids = ours.encode(RandomTexts.of(seed, 50));
            long[] same = Arrays.stream(ids).asLongStream().toArray();

            assertThat(ours.decode(ids)).isEqualTo(theirs.decode(same, false));
        }
    }

    /// Unassigned code points are left out: what they will be depends on the version of Unicode.
    @Test
    void codePoint_assigned_isEncodedAlike() {
        StringBuilder text = new StringBuilder();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            int type = Character.getType(codePoint);
            if (type != Character.UNASSIGNED && type != Character.SURROGATE && type != Character.PRIVATE_USE) {
                text.append("the ").appendCodePoint(codePoint).append("the ");
            }
        }
        assertThat(ours.encode(text.toString())).isEqualTo(theirs(text.toString()));
    }
}
