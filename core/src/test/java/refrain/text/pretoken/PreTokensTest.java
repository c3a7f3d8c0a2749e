package refrain.text.pretoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreTokensTest {
    private static final Pattern PATTERN =
            Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"
                    .replace("\\s", "\\p{IsWhite_Space}")
                    .replace("[^\\p{IsWhite_Space}", "[^\\p{IsWhite_Space}")
                    .replace("\\S", "\\P{IsWhite_Space}"));

    private static final class Collected implements Pieces {
        final List<String> pieces = new ArrayList<>();

        @Override
        public void word(byte[] bytes, int length) {
            pieces.add(new String(bytes, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void special(int number) {
            pieces.add("special " + number);
        }
    }

    private static List<String> cut(String text) {
        Collected collected = new Collected();
        PreTokens words = new PreTokens(collected);
        text.codePoints().forEach(words::accept);
        words.end();
        return collected.pieces;
    }

    private static List<String> split(String text, String... special) {
        Collected collected = new Collected();
        Splitter splitter = Splitter.of(List.of(special), collected);
        text.codePoints().forEach(splitter);
        splitter.end();
        return collected.pieces;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 17, 64, 650})
    void text_anyScript_isCutAsThePatternDoes(int parts) {
        for (int seed = 0; seed < 200; seed++) {
            String text = RandomTexts.of(seed, parts);
            List<String> expected =
                    PATTERN.matcher(text).results().map(MatchResult::group).toList();

            assertThat(cut(text)).as(text).isEqualTo(expected);
        }
    }

    @Test
    void codePoint_any_isOfThePatternsClass() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                String text = "a" + Character.toString(codePoint) + "1";
                int pieces = (int) PATTERN.matcher(text).results().count();
                assertThat(cut(text)).as("U+%04X", codePoint).hasSize(pieces);
            }
        }
    }

    @Test
    void word_longerThanTheLongest_isCut() {
        List<String> pieces = cut("x".repeat(3 * PreTokens.LONGEST) + "'s");

        assertThat(pieces).allMatch(piece -> piece.length() <= PreTokens.LONGEST);
        assertThat(String.join("", pieces)).hasSize(3 * PreTokens.LONGEST + 2);
        assertThat(pieces.getLast()).isEqualTo("'s");
    }

    @Test
    void whiteSpace_longerThanTheLongest_keepsEveryByte() {
        String text = " ".repeat(PreTokens.LONGEST - 3) + "x\n" + "\u3000".repeat(PreTokens.LONGEST) + " y";

        assertThat(String.join("", cut(text))).isEqualTo(text);
    }

    @Test
    void specialToken_spelled_endsTheTextBeforeIt() {
        assertThat(split("a  <unk>  b", "<unk>")).containsExactly("a", "  ", "special 0", " ", " b");
    }

    @ParameterizedTest
    @CsvSource({"<un, <|un", "<unk, <|unk", "<u<unk>, <|u|special 0", "<<unk>>, <|special 0|>"})
    void specialToken_begun_isText(String text, String expected) {
        assertThat(String.join("|", split(text, "<unk>"))).isEqualTo(expected);
    }

    /// A run of letters is one pre-token.
    @Test
    void specialTokens_ofRandomLetters_areThoseThatARegularExpressionFinds() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 300; round++) {
            List<String> special = Stream.generate(() -> letters(random, 1 + random.nextInt(4)))
                    .limit(1 + random.nextInt(6))
                    .distinct()
                    .toList();
            String text = letters(random, random.nextInt(30));
            assertThat(split(text, special.toArray(String[]::new)))
                    .as("%s in %s", special, text)
                    .isEqualTo(found(text, special));
        }
    }

    private static String letters(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    private static List<String> found(String text, List<String> special) {
        String longestFirst = special.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .collect(Collectors.joining("|"));
        Matcher matcher = Pattern.compile(longestFirst).matcher(text);
        List<String> pieces = new ArrayList<>();
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() > end) {
                pieces.add(text.substring(end, matcher.start()));
            }
            pieces.add("special " + special.indexOf(matcher.group()));
            end = matcher.end();
        }
        if (end < text.length()) {
            pieces.add(text.substring(end));
        }
        return pieces;
    }

    @Test
    void specialTokens_severalFit_longestOfTheLeftmost() {
        assertThat(split("abcd ab abc bc", "ab", "abcde", "abc", "bc"))
                .containsExactly("special 2", "d", " ", "special 0", " ", "special 2", " ", "special 3");
    }
}
